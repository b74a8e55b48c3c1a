using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Sampling;

/// <summary>
/// Computes a network's log-probability of each symbol of a long sequence, in overlapping windows, 16 at a time. Each symbol is
/// counted once. All symbols except those of the first window are predicted with at least the overlap as context.
/// </summary>
internal sealed class SequenceScorer : IDisposable
{
    private const int Batch = 16;

    private readonly int positions;
    private readonly int overlap;
    private readonly Tensor before;
    private readonly Tensor symbols;
    private readonly Tensor? features; // of the symbols
    private readonly Tensor logProbabilities;
    private readonly CompiledGraph graph;

    /// <summary>Compiles the network for a batch of windows.</summary>
    /// <param name="network">
    /// The network: maps symbols, [batch, positions], and the features of the next ones, [batch, positions, features] or null, to logits of the
    /// next symbols, [batch, positions, symbols].
    /// </param>
    /// <param name="positions">The number of positions in a window.</param>
    /// <param name="overlap">
    /// The number of positions at the start of a window that serve as context only, from 0 to below <paramref name="positions"/>.
    /// For a WaveNet, its receptive field minus one gives exactly the probabilities of the whole sequence.
    /// </param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <param name="localFeatures">The number of features in time that the network is conditioned on.</param>
    public SequenceScorer(
        Func<Tensor, Tensor?, Tensor> network,
        int positions,
        int overlap,
        WorkerPool? workers = null,
        int localFeatures = 0
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, positions);
        (this.positions, this.overlap) = (positions, overlap);
        before = Tensor.Input("before", [Batch, positions]);
        symbols = Tensor.Input("symbols", [Batch, positions]);
        features = localFeatures == 0 ? null : Tensor.Input("features", [Batch, positions, localFeatures]);
        logProbabilities = network(before, features).LogSoftmax(2).TakeAlong(2, symbols.Reshape([Batch, positions, 1]));
        graph = CompiledGraph.Compile([logProbabilities], options: new CompiledGraphOptions(workers));
    }

    /// <summary>log p of each symbol given the previous ones, in nats.</summary>
    /// <param name="sequence">The symbols.</param>
    /// <param name="start">The symbol that is assumed before the first.</param>
    /// <param name="track">The features at each position of the sequence, from 0; null without features.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>One per symbol.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double[] Score(
        ReadOnlySpan<int> sequence,
        int start,
        TrackReader? track = null,
        CancellationToken cancellationToken = default
    )
    {
        int width = features is null ? 0 : features.Shape[2];
        var followed = new float[Batch * positions * width];
        var scores = new double[sequence.Length];
        var inputs = new float[Batch * positions];
        var targets = new float[Batch * positions];
        var found = new float[Batch * positions];
        int stride = positions - overlap;
        for (int first = 0; first == 0 || first + overlap < sequence.Length; first += Batch * stride)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int i = 0; i < inputs.Length; i++)
            {
                // Positions beyond the end are filled arbitrarily.
                int position = first + (i / positions * stride) + (i % positions);
                inputs[i] = position == 0 || position > sequence.Length ? start : sequence[position - 1];
                targets[i] = position < sequence.Length ? sequence[position] : start;
                if (position < sequence.Length)
                {
                    track?.Invoke(position, followed.AsSpan(i * width, width));
                }
            }

            graph.Write(before, inputs);
            graph.Write(symbols, targets);
            if (features is not null)
            {
                graph.Write(features, followed);
            }

            graph.Run();
            graph.Read(logProbabilities, found);
            for (int i = 0; i < found.Length; i++)
            {
                int position = first + (i / positions * stride) + (i % positions);
                bool isEvaluated = position == i || i % positions >= overlap; // all of the first window
                if (isEvaluated && position < sequence.Length)
                {
                    scores[position] = found[i];
                }
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();
}
