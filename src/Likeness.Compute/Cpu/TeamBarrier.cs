namespace Likeness.Compute.Cpu;

/// <summary>A barrier for threads that run side by side: one counter and the number of the round.</summary>
internal sealed class TeamBarrier(int workers)
{
    private int _arrived;
    private int _round;
    private bool _broken;

    /// <summary>Makes it whole for a new run; nobody may be waiting.</summary>
    public void Reset()
    {
        _arrived = 0;
        _broken = false;
    }

    /// <summary>Lets everyone who waits, now or later, fail.</summary>
    public void Break() => Volatile.Write(ref _broken, true);

    /// <summary>Waits for all workers.</summary>
    /// <param name="worker">Who waits, for the message.</param>
    /// <exception cref="OperationCanceledException">The barrier was broken.</exception>
    public void Wait(int worker)
    {
        int round = Volatile.Read(ref _round);
        if (Interlocked.Increment(ref _arrived) == workers)
        {
            _arrived = 0;
            Volatile.Write(ref _round, round + 1);
            return;
        }

        Patience patience = default;
        while (Volatile.Read(ref _round) == round)
        {
            if (Volatile.Read(ref _broken))
            {
                throw new OperationCanceledException($"Worker {worker} stopped waiting: another worker failed.");
            }

            patience.Wait();
        }
    }
}
