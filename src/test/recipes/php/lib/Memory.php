<?php
namespace Example;

use Psr\Log\AbstractLogger;

final class Memory extends AbstractLogger
{
    public array $lines = [];

    public function log($level, string|\Stringable $message, array $context = []): void
    {
        $this->lines[] = "$level: $message";
    }
}
