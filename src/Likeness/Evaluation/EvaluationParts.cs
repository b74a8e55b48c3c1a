using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Likeness.Evaluation;

/// <summary>
/// The parts of an evaluation that are computed independently, side by side: many of them have serial stretches, which leave a core idle when they
/// run one after the other.
/// </summary>
internal sealed class EvaluationParts
{
    private readonly List<(string Name, Action Compute)> parts = [];

    /// <summary>Adds a part, which writes only its own results.</summary>
    public void Add(string name, Action compute) => parts.Add((name, compute));

    /// <summary>Computes all parts.</summary>
    /// <param name="threads">The number of threads; no result depends on it.</param>
    /// <param name="progress">Called before each part, and at the end.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(int threads, IProgress<EvaluationProgress>? progress, CancellationToken cancellationToken)
    {
        var turn = new Lock();
        int done = 0;
        try
        {
            Parallel.ForEach(
                Partitioner.Create(parts, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                part =>
                {
                    Report(part.Name, finished: 0);
                    part.Compute();
                    Report(null, finished: 1);
                }
            );
        }
        catch (AggregateException failure)
        {
            // Cancellation of a loop inside a part, or the first of several failures.
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(failure.Flatten().InnerExceptions[0]);
        }

        progress?.Report(new EvaluationProgress("done", parts.Count, parts.Count));

        void Report(string? name, int finished)
        {
            lock (turn)
            {
                done += finished;
                if (name is not null)
                {
                    progress?.Report(new EvaluationProgress(name, done, parts.Count));
                }
            }
        }
    }
}
