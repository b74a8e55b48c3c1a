namespace Likeness.Compute.Cpu;

/// <summary>
/// A barrier for threads that run side by side. Each tells by a number of its own that it has arrived, and looks at those of all
/// others: two cores exchange two cache lines at the same time, where one count for all would pass between them twice.
/// </summary>
internal sealed class TeamBarrier(int workers)
{
    private readonly Signal[] _arrivals = [.. Enumerable.Range(0, workers).Select(_ => new Signal(spins: 1000))];
    private bool _broken;

    /// <summary>Makes it whole for a new run; nobody may be waiting.</summary>
    public void Reset()
    {
        if (!_broken)
        {
            return;
        }

        _broken = false;
        foreach (Signal arrival in _arrivals)
        {
            arrival.Reset();
        }
    }

    /// <summary>Lets everyone who waits for a worker, now or later, fail.</summary>
    /// <param name="worker">The worker, who calls this and will not come any more.</param>
    public void Break(int worker)
    {
        Volatile.Write(ref _broken, true);
        _arrivals[worker].Advance();
    }

    /// <summary>Waits for all workers.</summary>
    /// <param name="worker">Who waits.</param>
    /// <exception cref="OperationCanceledException">The barrier was broken.</exception>
    public void Wait(int worker)
    {
        Signal own = _arrivals[worker];
        int round = own.Value;
        own.Advance();
        foreach (Signal arrival in _arrivals)
        {
            // One that has this round's number has yet to come; none can be behind it.
            arrival.WaitWhile(round);
        }

        if (Volatile.Read(ref _broken))
        {
            throw new OperationCanceledException($"Worker {worker} stopped waiting: another worker failed.");
        }
    }
}
