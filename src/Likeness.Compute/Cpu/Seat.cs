namespace Likeness.Compute.Cpu;

/// <summary>Where one worker waits for the next run: spinning at first, then asleep.</summary>
internal sealed class Seat
{
    /// <summary>How long a worker spins before it sleeps, in pauses of the processor; about 50 µs.</summary>
    private const int Spins = 2;

    private readonly object _bell = new();
    private bool _rung;
    private int _asleep;

    /// <summary>Wakes the worker if it sleeps. The caller has changed the number of the run before.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            lock (_bell)
            {
                _rung = true;
                Monitor.Pulse(_bell);
            }
        }
    }

    /// <summary>Returns when the number of the run is no longer <paramref name="seen"/>.</summary>
    public void WaitWhile(ref int run, int seen)
    {
        for (int i = 0; i < Spins; i++)
        {
            Patience patience = default;
            do
            {
                if (Volatile.Read(ref run) != seen)
                {
                    return;
                }
            } while (!patience.WaitOrTire());
        }

        Interlocked.Exchange(ref _asleep, 1);
        if (Volatile.Read(ref run) != seen && Interlocked.Exchange(ref _asleep, 0) == 1)
        {
            // The run came before anyone could ring.
            return;
        }

        lock (_bell)
        {
            while (!_rung)
            {
                Monitor.Wait(_bell);
            }

            _rung = false;
        }
    }
}
