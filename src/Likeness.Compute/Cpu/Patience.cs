using System.Runtime.Intrinsics.X86;

namespace Likeness.Compute.Cpu;

/// <summary>How to wait for another thread: pause the processor for some microseconds, then give the core away each time.</summary>
internal struct Patience
{
    /// <summary>About 20 µs of pauses: longer than any healthy wait inside a step, far shorter than a time slice.</summary>
    private const int Pauses = 1000;

    private int _waits;

    /// <summary>Waits a little.</summary>
    public void Wait()
    {
        if (_waits < Pauses)
        {
            _waits++;
            Pause();
        }
        else
        {
            Thread.Yield();
        }
    }

    /// <summary>Waits a little and says whether patience has run out.</summary>
    public bool WaitOrTire()
    {
        Wait();
        return _waits >= Pauses;
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
