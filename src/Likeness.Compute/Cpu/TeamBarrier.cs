namespace Likeness.Compute.Cpu;

/// <summary>
/// A barrier for threads that run in parallel. Each thread has a counter of its own that announces its arrival, and reads those of
/// all others: two cores exchange two cache lines at the same time, whereas a shared counter would move between them twice.
/// </summary>
internal sealed class TeamBarrier(int workers)
{
    private readonly Signal[] _arrivals = [.. Enumerable.Range(0, workers).Select(_ => new Signal(spins: 1000))];
    private bool _broken;

    /// <summary>Resets the barrier for a new run; no thread may be waiting.</summary>
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

    /// <summary>Breaks the barrier: all current and later waits for a worker fail.</summary>
    /// <param name="worker">The worker that failed, which calls this method.</param>
    public void Break(int worker)
    {
        Volatile.Write(ref _broken, true);
        _arrivals[worker].Advance();
    }

    /// <summary>Waits for all workers.</summary>
    /// <param name="worker">The worker that waits.</param>
    /// <exception cref="OperationCanceledException">The barrier was broken.</exception>
    public void Wait(int worker)
    {
        Signal own = _arrivals[worker];
        int round = own.Value;
        own.Advance();
        foreach (Signal arrival in _arrivals)
        {
            // A worker with this round's number has yet to arrive; none can be a round behind.
            arrival.WaitWhile(round);
        }

        if (Volatile.Read(ref _broken))
        {
            throw new OperationCanceledException($"Worker {worker} stopped waiting: another worker failed.");
        }
    }
}
