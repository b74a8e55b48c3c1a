using Likeness.Bench.Comparisons;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Bench.Workloads;

/// <summary>
/// Samples whole contexts from a GPT-like network, token by token, with a key/value cache: each run of the graph produces one token of
/// each sequence and feeds it to the next run.
/// </summary>
internal sealed class GptBenchmark : TimedBenchmark
{
    private readonly ParameterSet parameters = [];
    private readonly DecodingState state;
    private readonly Parameter token;
    private readonly Parameter sampled;
    private readonly Compute.Compilation.CompiledGraph step;

    /// <summary>Compiles a step.</summary>
    /// <param name="batch">The number of sequences side by side.</param>
    /// <param name="workers">The worker pool.</param>
    /// <param name="small">Whether to use a tiny network.</param>
    public GptBenchmark(int batch, WorkerPool? workers, bool small)
    {
        (int layers, int width, int heads, int context, int vocabulary) = small
            ? (1, 16, 2, 8, 20)
            : (6, 128, 4, 64, 300);
        var scope = new ParameterScope(parameters, seed: 1);
        state = new DecodingState(batch, context);
        token = new Parameter("token", [batch]);
        sampled = new Parameter("sampled", [context, batch]);
        var options = new TransformerLayerOptions(heads, 4 * width, Dropout: 0, Activation.Gelu, NormaliseFirst: true);
        var x = new Embedding(scope.At("token"), vocabulary, width).Apply(token); // [batch, width]
        x = new LearnedPositions(scope.At("position"), context, width, deviation: 0.02).Step(x, state);
        for (int i = 0; i < layers; i++)
        {
            x = new TransformerLayer(scope.At("blocks").At(i), width, options).Step(x, state);
        }

        x = new LayerNorm(scope.At("norm"), width).Apply(x);
        var logits = new Linear(scope.At("head"), width, vocabulary, bias: false).Apply(x);
        var next = Categorical.Sample(logits, stream: 1);
        Assignment[] updates =
        [
            .. state.Updates,
            new(token, next),
            new(sampled, sampled.Tensor.StoreAt(0, state.Position, next.Reshape([1, batch]))),
        ];
        step = Compute.Compilation.CompiledGraph.Compile([], updates, new CompiledGraphOptions(workers));
        int tokens = batch * context;
        Measures =
        [
            new(
                $"tokens sampled, batch {batch}",
                Unit.PerSecond,
                seconds => tokens / Median.Compute(Sample, seconds),
                step,
                1.0 / batch
            ),
        ];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Measure> Measures { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<float> RunOnce()
    {
        Sample();
        return sampled.Values.ToArray();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        step.Dispose();
        token.Dispose();
        sampled.Dispose();
        state.Dispose();
        parameters.Dispose();
    }

    private void Sample()
    {
        state.Reset();
        token.Values.Clear();
        for (int i = 0; i < state.Capacity; i++)
        {
            step.Run();
        }
    }
}
