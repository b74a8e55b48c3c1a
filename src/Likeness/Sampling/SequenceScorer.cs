using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Sampling;

/// <summary>
/// The probability that a network gives to each symbol of a long sequence, by windows that overlap, 16 at a time: each symbol counts
/// once, and but for those of the beginning it is judged with at least the overlap before it.
/// </summary>
internal sealed class SequenceScorer : IDisposable
{
    private const int Batch = 16;

    private readonly int positions;
    private readonly int overlap;
    private readonly Tensor before;
    private readonly Tensor symbols;
    private readonly Tensor logProbabilities;
    private readonly CompiledGraph graph;

    /// <summary>Compiles the network for a batch of windows.</summary>
    /// <param name="network">From symbols, [batch, positions], to logits of those after them, [batch, positions, symbols].</param>
    /// <param name="positions">Positions of a window.</param>
    /// <param name="overlap">
    /// Positions of a window that are there to be seen only, from 0 to below <paramref name="positions"/>. For a WaveNet one less than its
    /// receptive field gives the very probabilities of the whole sequence.
    /// </param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    public SequenceScorer(Func<Tensor, Tensor> network, int positions, int overlap, WorkerPool? workers = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlap, positions);
        (this.positions, this.overlap) = (positions, overlap);
        before = Tensor.Input("before", [Batch, positions]);
        symbols = Tensor.Input("symbols", [Batch, positions]);
        logProbabilities = network(before).LogSoftmax(2).TakeAlong(2, symbols.Reshape([Batch, positions, 1]));
        graph = CompiledGraph.Compile([logProbabilities], options: new CompiledGraphOptions(workers));
    }

    /// <summary>log p of each symbol given those before it, in nats.</summary>
    /// <param name="sequence">The symbols.</param>
    /// <param name="start">The symbol that is taken to stand before the first.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <returns>As many as symbols.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public double[] Score(ReadOnlySpan<int> sequence, int start, CancellationToken cancellationToken = default)
    {
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
                // Places beyond the end are filled with anything.
                int place = first + (i / positions * stride) + (i % positions);
                inputs[i] = place == 0 || place > sequence.Length ? start : sequence[place - 1];
                targets[i] = place < sequence.Length ? sequence[place] : start;
            }

            graph.Write(before, inputs);
            graph.Write(symbols, targets);
            graph.Run();
            graph.Read(logProbabilities, found);
            for (int i = 0; i < found.Length; i++)
            {
                int place = first + (i / positions * stride) + (i % positions);
                bool isEvaluated = place == i || i % positions >= overlap; // all of the first window
                if (isEvaluated && place < sequence.Length)
                {
                    scores[place] = found[i];
                }
            }
        }

        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();
}
