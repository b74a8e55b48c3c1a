using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// A number that grows, and a way to wait until it has: spinning for some microseconds, which is all that threads side by
/// side need; then letting others run between looks, among whom is whoever is waited for when the machine is busy; then asleep.
/// </summary>
/// <param name="spins">How often to pause the processor (about 20 ns each) before letting others run.</param>
[StructLayout(LayoutKind.Explicit, Size = 4 * Line)]
internal sealed class Signal(int spins)
{
    private const int Yields = 400;

    // Bytes of a cache line.
    private const int Line = 64;

    // What is only read lies beside no number that other cores write.
    [FieldOffset(0)]
    private readonly object _bell = new();

    [FieldOffset(8)]
    private readonly int _spins = spins;

    [FieldOffset(2 * Line)]
    private int _value;

    [FieldOffset((2 * Line) + sizeof(int))]
    private int _sleepers;

    /// <summary>The number now.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>Adds 1 and wakes everyone who waits; only one thread at a time may. All that was written before is seen by those who wake.</summary>
    public void Advance()
    {
        // A plain write: the cache line travels while this thread goes on.
        Volatile.Write(ref _value, _value + 1);

        // Either a sleeper counted itself before this read, or it sees the new value before it sleeps: its fence is for all threads.
        if (Volatile.Read(ref _sleepers) != 0)
        {
            lock (_bell)
            {
                Monitor.PulseAll(_bell);
            }
        }
    }

    /// <summary>Begins anew at 0; nobody may be waiting.</summary>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <summary>Returns once the number is no longer <paramref name="seen"/>.</summary>
    public void WaitWhile(int seen)
    {
        for (int i = 0; i < _spins; i++)
        {
            if (Value != seen)
            {
                return;
            }

            Pause();
        }

        // Sleeping at once would not do: waking takes longer than a step, and so sends the others to sleep in turn.
        for (int i = 0; i < Yields; i++)
        {
            if (Value != seen)
            {
                return;
            }

            Thread.Yield();
        }

        Interlocked.Increment(ref _sleepers);
        Interlocked.MemoryBarrierProcessWide();
        lock (_bell)
        {
            while (Value == seen)
            {
                Monitor.Wait(_bell);
            }
        }

        Interlocked.Decrement(ref _sleepers);
    }

    private static void Pause()
    {
        if (X86Base.IsSupported)
        {
            X86Base.Pause();
        }
        else
        {
            Thread.SpinWait(1);
        }
    }
}
