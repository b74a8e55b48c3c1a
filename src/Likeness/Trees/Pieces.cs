using Likeness.Compute.Cpu;

namespace Likeness.Trees;

/// <summary>Runs independent pieces of work, on several threads where that pays off; each piece writes only its own data. Thread-safe.</summary>
/// <param name="workers">The worker pool; null for the calling thread.</param>
internal sealed class Pieces(WorkerPool? workers)
{
    // Below about ten microseconds of work, synchronisation costs more than it saves.
    private const long Worthwhile = 10_000;

    /// <summary>The number of threads.</summary>
    public int Threads => workers?.Workers ?? 1;

    /// <summary>Runs body(0) … body(pieces − 1), in any order.</summary>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="work">The total work, roughly in nanoseconds.</param>
    /// <param name="body">One piece.</param>
    /// <exception cref="ObjectDisposedException">The pool was disposed.</exception>
    public void Run(int pieces, long work, Action<int> body)
    {
        workers?.ThrowIfDisposed();
        if (workers is null || workers.Workers == 1 || pieces == 1 || work < Worthwhile)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                body(piece);
            }

            return;
        }

        // State of this run only: several threads may share a trained model, whose runs wait for each other inside the pool.
        int next = 0;
        workers.Run(_ =>
        {
            for (int piece; (piece = Interlocked.Increment(ref next) - 1) < pieces; )
            {
                body(piece);
            }
        });
    }
}
