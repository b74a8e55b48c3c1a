using Likeness.Compute.Cpu;

namespace Likeness.Trees;

/// <summary>Independent pieces of work, on a team's threads where they are worth it; each writes only what is its own.</summary>
/// <param name="workers">The team; null for the calling thread alone.</param>
internal sealed class Pieces(WorkerPool? workers)
{
    // Below about ten microseconds of work the threads' meeting costs more than it saves.
    private const long Worthwhile = 10_000;

    private Action<int>? running;
    private int count;
    private int next;
    private Action<int>? claim;

    /// <summary>The number of threads.</summary>
    public int Threads => workers?.Workers ?? 1;

    /// <summary>Runs body(0) … body(pieces − 1), in any order.</summary>
    /// <param name="pieces">How many there are.</param>
    /// <param name="work">What all of them take together, roughly in nanoseconds.</param>
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
