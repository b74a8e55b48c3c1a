using Likeness.Compute.Cpu;
using Likeness.Trees;

namespace Likeness.Models;

/// <summary>Splits rows into pieces of fixed size over the threads, for work that treats each row by itself.</summary>
/// <param name="width">The number of values in a row.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="size">The number of rows of a piece.</param>
internal sealed class RowPieces(int width, WorkerPool? workers, int size = 32)
{
    private const int NanosecondsPerValue = 50;

    private readonly Pieces pieces = new(workers);

    /// <summary>The number of values in a row.</summary>
    public int Width => width;

    /// <summary>Runs work(first row, number of rows) for all pieces.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="work">The work; several threads may call it at a time.</param>
    public void Run(int count, Action<int, int> work) =>
        pieces.Run(
            (count + size - 1) / size,
            (long)count * width * NanosecondsPerValue,
            piece => work(piece * size, Math.Min(size, count - (piece * size)))
        );
}
