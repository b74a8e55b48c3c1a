using Likeness.Compute.Cpu;

namespace Likeness.Trees;

/// <summary>Runs independent pieces of work, on several threads where that pays off; each piece writes only its own data.</summary>
/// <param name="workers">The worker pool; null for the calling thread.</param>
internal sealed class Pieces(WorkerPool? workers)
{
    // Below about ten microseconds of work, synchronisation costs more than it saves.
    private const long Worthwhile = 10_000;

    private Action<int>? running;
    private int count;
    private int next;
    private Action<int>? claim;

    /// <summary>The number of threads.</summary>
    public int Threads => workers?.Workers ?? 1;

    /// <summary>Runs body(0) … body(pieces − 1), in any order.</summary>
    /// <param name="pieces">The number of pieces.</param>
    /// <param name="work">The total work, roughly in nanoseconds.</param>
    /// <param name="body">One piece.</param>
    public void Run(int pieces, long work, Action<int> body)
    {
        if (workers is null || workers.Workers == 1 || pieces == 1 || work < Worthwhile)
        {
            for (int piece = 0; piece < pieces; piece++)
            {
                body(piece);
            }

            return;
        }

        (running, count, next) = (body, pieces, 0);
        workers.Run(claim ??= Claim);
    }

    private void Claim(int worker)
    {
        for (int piece; (piece = Interlocked.Increment(ref next) - 1) < count; )
        {
            running!(piece);
        }
    }
}
