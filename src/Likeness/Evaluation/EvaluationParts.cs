using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Likeness.Evaluation;

/// <summary>
/// The parts of an evaluation that are computed independently, side by side: many of them have serial stretches, which leave a core idle when they
/// run one after the other.
/// </summary>
internal sealed class EvaluationParts(IProgress<EvaluationProgress>? progress)
{
    private readonly List<Action> parts = [];
    private readonly Lock turn = new();
    private int done;

    /// <summary>Adds a part, which writes only its own results and calls <see cref="Begin"/> before each quantity.</summary>
    public void Add(Action compute) => parts.Add(compute);

    /// <summary>Adds a part of a single quantity.</summary>
    public void Add(string name, Action compute) =>
        parts.Add(() =>
        {
            Begin(name);
            compute();
        });

    /// <summary>Reports that a quantity is being computed.</summary>
    public void Begin(string name)
    {
        lock (turn)
        {
            progress?.Report(new EvaluationProgress(name, done, parts.Count));
        }
    }

    /// <summary>Computes all parts.</summary>
    /// <param name="threads">The number of threads; no result depends on it.</param>
    /// <param name="cancellationToken">Cancels between pieces of work.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Run(int threads, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.ForEach(
                Partitioner.Create(parts, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
                Compute
            );
        }
        catch (AggregateException failure)
        {
            // Cancellation of a loop inside a part, or the first of several failures.
            cancellationToken.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(failure.Flatten().InnerExceptions[0]);
        }

        Begin("done");
    }

    private void Compute(Action part)
    {
        part();
        lock (turn)
        {
            done++;
        }
    }
}
