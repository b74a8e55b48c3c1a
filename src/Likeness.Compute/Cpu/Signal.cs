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
            bool isInterrupted = EnterBell();
            Monitor.PulseAll(_bell);
            LeaveBell(isInterrupted);
        }
    }

    /// <summary>Begins anew at 0; nobody may be waiting.</summary>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <summary>
    /// Returns once the number is no longer <paramref name="seen"/>, and not before: who waits has lent others its stack. A
    /// <see cref="Thread.Interrupt"/> is kept for the thread's next wait.
    /// </summary>
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
        bool isInterrupted = EnterBell();
        while (Value == seen)
        {
            try
            {
                Monitor.Wait(_bell);
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        LeaveBell(isInterrupted);
        Interlocked.Decrement(ref _sleepers);
    }

    /// <summary>Takes the lock; whether the thread was interrupted meanwhile.</summary>
    private bool EnterBell()
    {
        bool isInterrupted = false;
        while (true)
        {
            try
            {
                Monitor.Enter(_bell);
                return isInterrupted;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }
    }

    private void LeaveBell(bool isInterrupted)
    {
        Monitor.Exit(_bell);
        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt();
        }
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
