"""Redis may be emptied, killed and lost: the workers hear the beat again within seconds."""

import shutil
import subprocess
import time

import pytest
import redis

from config import health
from tests.ops.test_supervisor import wait_for
from tests.ops.test_up import Desk, free_port

pytestmark = [pytest.mark.redis, pytest.mark.kills, pytest.mark.timeout(240)]


class OwnRedis:
    """A Redis server of the test's own, in memory."""

    def __init__(self, folder):
        self.port, self.folder = free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        argv = [shutil.which("redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self.process = subprocess.Popen(argv, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_for(self.answers)

    def answers(self):
        try:
            with redis.Redis.from_url(self.url) as server:
                return server.ping()
        except redis.ConnectionError:
            return False

    def empty(self):
        with redis.Redis.from_url(self.url) as server:
            server.flushall()

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def own_redis(tmp_path):
    server = OwnRedis(tmp_path)
    yield server
    server.kill()


@pytest.fixture
def desk(real_db, own_redis):
    running = Desk({**real_db.environment, "CELERY_BROKER_URL": own_redis.url})
    yield running
    running.process.terminate()
    running.process.wait(30)


def both_hear(desk, since):
    notes = desk.log.parent / "alive"
    return all((notes / name).exists() and (notes / name).stat().st_mtime > since for name in ("worker", "jobs"))


def test_an_emptied_redis_costs_nothing_but_seconds(desk, own_redis):
    wait_for(lambda: both_hear(desk, 0), 60)
    own_redis.empty()
    since = time.time()
    wait_for(lambda: both_hear(desk, since), 30)


def test_a_killed_redis_is_heard_again(desk, own_redis):
    wait_for(lambda: both_hear(desk, 0), 60)
    own_redis.kill()
    own_redis.start()
    since = time.time()
    wait_for(lambda: both_hear(desk, since), 120)


def test_health_names_the_broker_and_notices_its_loss(settings, own_redis):
    settings.CELERY_BROKER_URL = own_redis.url
    assert health.broker_engine() == "redis"
    own_redis.kill()
    assert health.broker_engine() is None
