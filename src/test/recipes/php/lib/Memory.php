<?php
namespace Example;

use Example\Log\Line;

final class Memory
{
    public array $lines = [];

    public function notice(string $message): void
    {
        $this->lines[] = Line::of($message);
    }
}
