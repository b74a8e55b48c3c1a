using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>
/// A counter and a way to wait until it changes. A waiter spins for some microseconds, which suffices when all threads run; then it
/// yields the processor between checks, so that the awaited thread can run on a busy machine; then it sleeps.
/// </summary>
/// <param name="spins">The number of spins (about 20 ns each) before the first yield.</param>
[StructLayout(LayoutKind.Explicit, Size = 4 * Line)]
internal sealed class Signal(int spins)
{
    private const int Yields = 400;

    // Bytes of a cache line.
    private const int Line = 64;

    // Read-only fields are on a cache line that other cores do not write.
    [FieldOffset(0)]
    private readonly object _bell = new();

    [FieldOffset(8)]
    private readonly int _spins = spins;

    [FieldOffset(2 * Line)]
    private int _value;

    [FieldOffset((2 * Line) + sizeof(int))]
    private int _sleepers;

    /// <summary>The current value.</summary>
    public int Value => Volatile.Read(ref _value);

    /// <summary>
    /// Adds 1 and wakes all waiters; only one thread at a time may call it. Waiters see all earlier writes of the caller.
    /// </summary>
    public void Advance()
    {
        // A plain write: the cache line is transferred while this thread continues.
        Volatile.Write(ref _value, _value + 1);

        // Either a sleeper was counted before this read, or it sees the new value before it sleeps: its fence covers all threads.
        if (Volatile.Read(ref _sleepers) != 0)
        {
            bool isInterrupted = EnterBell();
            Monitor.PulseAll(_bell);
            LeaveBell(isInterrupted);
        }
    }

    /// <summary>Resets the counter to 0; no thread may be waiting.</summary>
    public void Reset() => Volatile.Write(ref _value, 0);

    /// <summary>
    /// Returns once the value differs from <paramref name="seen"/>, never earlier: other threads use the waiting thread's stack. A
    /// <see cref="Thread.Interrupt"/> is deferred to the thread's next wait.
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

        // Sleeping at once would not do: waking takes longer than a step, and so would make the other workers sleep in turn.
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

    /// <summary>Enters the lock and returns whether the thread was interrupted while waiting.</summary>
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
