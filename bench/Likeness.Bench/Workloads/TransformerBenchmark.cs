using Likeness.Bench.Comparisons;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Bench.Workloads;

/// <summary>
/// The masked transformer of pi_generator: each of five columns is embedded by its own linear map and predicted from the previous
/// ones (rows shifted by one, with a causal mask); one linear head per column, a sigmoid on the last three; mean squared error.
/// </summary>
internal sealed class TransformerBenchmark
{
    private const int Columns = 5;
    private const int Bounded = 3;
    private readonly Parameter scale;
    private readonly Parameter head;
    private readonly Parameter bias;
    private readonly LearnedPositions positions;
    private readonly TransformerLayer[] layers;

    private TransformerBenchmark(ParameterScope scope, int width, int layers, TransformerLayerOptions options)
    {
        scale = scope.Normal("scale", [Columns, width], 1);
        positions = new LearnedPositions(scope.At("position"), Columns, width);
        this.layers =
        [
            .. Enumerable
                .Range(0, layers)
                .Select(layer => new TransformerLayer(scope.At("layers").At(layer), width, options)),
        ];
        head = scope.Normal("head", [Columns, width], 1 / Math.Sqrt(width));
        bias = scope.Constant("bias", [Columns], 0);
    }

    /// <summary>The training step: four layers of width 128, 4 heads, feed-forward 2048, dropout 0.1, batch 64.</summary>
    public static TimedBenchmark Make(WorkerPool? workers, bool small)
    {
        var parameters = new ParameterSet();
        var scope = new ParameterScope(parameters, seed: 1);
        TransformerBenchmark model = small
            ? new(scope, width: 16, layers: 1, new TransformerLayerOptions(Heads: 2, Hidden: 32))
            : new(scope, width: 128, layers: 4, new TransformerLayerOptions(Heads: 4));
        return new TrainingBenchmark(parameters, model.Loss, [small ? 8 : 64, Columns], 5e-5, workers);
    }

    private Tensor Loss(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        Tensor shifted = rows.Slice(1, 0, Columns - 1).Pad(1, 1, 0).Reshape([batch, Columns, 1]);
        Tensor x = positions.Apply(shifted * scale.Tensor); // [batch, columns, width]
        foreach (TransformerLayer layer in layers)
        {
            x = layer.Apply(x, pass, isCausal: true);
        }

        Tensor y = (x * head.Tensor).Sum([2]) + bias.Tensor; // [batch, columns]
        const int free = Columns - Bounded;
        Tensor freeError = y.Slice(1, 0, free) - rows.Slice(1, 0, free);
        Tensor boundedError = y.Slice(1, free, Bounded).Sigmoid() - rows.Slice(1, free, Bounded);
        return (freeError.Square().Sum() + boundedError.Square().Sum()) * (1f / (batch * Columns));
    }
}
