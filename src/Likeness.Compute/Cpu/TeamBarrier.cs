namespace Likeness.Compute.Cpu;

/// <summary>A barrier for threads that run side by side.</summary>
internal sealed class TeamBarrier(int workers)
{
    private readonly Signal _round = new(spins: 1000);
    private int _arrived;
    private bool _broken;

    /// <summary>Makes it whole for a new run; nobody may be waiting.</summary>
    public void Reset()
    {
        _arrived = 0;
        _broken = false;
    }

    /// <summary>Lets everyone who waits, now or later, fail.</summary>
    public void Break()
    {
        Volatile.Write(ref _broken, true);
        _round.Advance();
    }

    /// <summary>Waits for all workers.</summary>
    /// <param name="worker">Who waits, for the message.</param>
    /// <exception cref="OperationCanceledException">The barrier was broken.</exception>
    public void Wait(int worker)
    {
        int round = _round.Value;
        if (Interlocked.Increment(ref _arrived) == workers)
        {
            _arrived = 0;
            _round.Advance();
        }
        else if (!Volatile.Read(ref _broken))
        {
            _round.WaitWhile(round);
        }

        if (Volatile.Read(ref _broken))
        {
            throw new OperationCanceledException($"Worker {worker} stopped waiting: another worker failed.");
        }
    }
}
