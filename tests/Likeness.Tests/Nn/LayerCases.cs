using Likeness.Compute.Graph;
using Likeness.Models.Tokens;
using Likeness.Nn;
using Likeness.Tests.Models;

namespace Likeness.Tests.Nn;

/// <summary>A layer of tests/golden/layers.py.</summary>
/// <param name="Name">The name there.</param>
/// <param name="Shapes">The shapes of the inputs.</param>
/// <param name="Make">Creates the layer in a scope and returns its function.</param>
internal sealed record LayerCase(
    string Name,
    Shape[] Shapes,
    Func<ParameterScope, Func<Tensor[], ForwardPass, Tensor>> Make
);

/// <summary>All layers that are compared with PyTorch.</summary>
internal static class LayerCases
{
    public static IReadOnlyList<LayerCase> All =>
        [
            .. Dense,
            .. Perceptrons,
            .. Norms,
            .. Functions,
            .. Sequences,
            .. Convolutions,
            .. Networks,
            .. Similarities,
            .. ConvolutionLayerCases.All,
        ];

    private static IEnumerable<LayerCase> Dense =>
        [
            Layer("linear", [19, 5], scope => new Linear(scope, 5, 7).Apply),
            Layer("linear of places", [3, 4, 2, 5], scope => new Linear(scope, 5, 7, bias: false).Apply),
            new(
                "embedding",
                [],
                scope =>
                {
                    var layer = new Embedding(scope, 11, 6);
                    return (_, _) => layer.Apply(Whole([17, 3], 11));
                }
            ),
        ];

    private static IEnumerable<LayerCase> Perceptrons =>
        [
            Layer("perceptron", [19, 5], scope => new Mlp(scope, 5, 18, 7, 3).Apply),
            Layer("residual perceptron", [19, 5], scope => new ResidualMlp(scope, 5, 18, 2, 3).Apply),
            Layer(
                "masked linear",
                [19, 5],
                scope => new MaskedLinear(scope, 5, 7, (output, input) => output % 5 >= input).Apply
            ),
            Layer("made", [19, 5], scope => new Made(scope, 5, 2, 11, 2).Apply),
            Layer("made backwards", [19, 4], scope => new Made(scope, 4, 3, 9, 1, reversed: true).Apply),
            Layer("residual made", [19, 5], scope => new Made(scope, 5, 2, 11, 5, residual: true).Apply),
            Layer("learned positions", [5, 7, 6], scope => new LearnedPositions(scope, 9, 6).Apply),
        ];

    private static IEnumerable<LayerCase> Norms =>
        [
            Layer("layer norm without bias", [5, 3, 9], scope => new LayerNorm(scope, 9, bias: false).Apply),
            Layer("batch norm of rows", [19, 5], scope => new BatchNorm(scope, 5).Apply),
            Layer("batch norm of rows in use", [19, 5], Used),
            Layer("batch norm of sequence", [4, 5, 7], scope => new BatchNorm(scope, 5).Apply),
            Layer("batch norm of sequence in use", [4, 5, 7], Used),
            Layer("batch norm of images", [3, 5, 4, 6], scope => new BatchNorm(scope, 5).Apply),
            Layer("batch norm of images in use", [3, 5, 4, 6], Used),
            Layer("layer norm", [5, 3, 9], scope => new LayerNorm(scope, 9).Apply),
            Layer("rms norm", [5, 3, 9], scope => new RmsNorm(scope, 9).Apply),
            Layer("group norm", [5, 6, 3, 2], scope => new GroupNorm(scope, 3, 6).Apply),
            Layer("group norm of rows", [5, 6], scope => new GroupNorm(scope, 2, 6).Apply),
        ];

    private static IEnumerable<LayerCase> Functions =>
        [
            Function("relu", [7, 9], x => Activation.Relu.Apply(x)),
            Function("tanh", [7, 9], x => Activation.Tanh.Apply(x)),
            Function("sigmoid", [7, 9], x => Activation.Sigmoid.Apply(x)),
            Function("leaky relu", [7, 9], x => Activation.LeakyRelu.Apply(x)),
            Function("elu", [7, 9], x => Activation.Elu.Apply(x)),
            Function("gelu", [7, 9], x => Activation.Gelu.Apply(x)),
            Function("gelu tanh", [7, 9], x => Activation.GeluTanh.Apply(x)),
            Function("silu", [7, 9], x => Activation.Silu.Apply(x)),
            Function("softplus", [7, 9], x => Activation.Softplus.Apply(x)),
            Function("max pool", [3, 2, 7, 8], x => Pooling.Max(x, 2)),
            Function("max pool padded", [3, 2, 7, 8], x => Pooling.Max(x, 3, 2, 1)),
            Function("max pool of a sequence", [3, 2, 9], x => Pooling.Max(x, 3, 1)),
            Function("average pool", [3, 2, 7, 8], x => Pooling.Average(x, 2)),
            Function("average pool padded", [3, 2, 7, 8], x => Pooling.Average(x, 3, 2, 1)),
            Function("average pool of a sequence", [3, 2, 9], x => Pooling.Average(x, 3, 2, 1)),
            Function("adaptive average", [3, 2, 7, 8], x => Pooling.AdaptiveAverage(x, 3)),
            Function("global average", [3, 2, 7, 8], x => Pooling.AdaptiveAverage(x, 1)),
            Function("nearest", [3, 2, 3, 5], x => Upsampling.Nearest(x, 2)),
            Function("nearest of a sequence", [3, 2, 5], x => Upsampling.Nearest(x, 3)),
            Function("bilinear", [3, 2, 4, 5], x => Upsampling.Linear(x, [8, 5])),
            Function("linear of a sequence", [3, 2, 5], x => Upsampling.Linear(x, [9])),
            Function("bilinear smaller", [3, 2, 5, 5], x => Upsampling.Linear(x, [3, 7])),
            Function("bilinear corners", [3, 2, 4, 5], x => Upsampling.Linear(x, [7, 9], alignCorners: true)),
            Function("cross-entropy", [19, 7], x => Losses.CrossEntropy(x, Whole([19], 7))),
            Function(
                "cross-entropy smoothed",
                [5, 6, 7],
                x => Losses.CrossEntropy(x, Whole([5, 6], 7), smoothing: 0.1, ignored: 5)
            ),
            Function("binary cross-entropy", [19, 7], x => Losses.BinaryCrossEntropy(x, Whole([19, 7], 2))),
        ];

    private static IEnumerable<LayerCase> Sequences =>
        [
            new(
                "lstm cell",
                [
                    [5, 4],
                    [5, 6],
                    [5, 6],
                ],
                scope =>
                {
                    var cell = new LstmCell(scope, 4, 6);
                    return (x, _) =>
                    {
                        var (hidden, memory) = cell.Apply(x[0], x[1], x[2]);
                        return Tensor.Concatenate(1, hidden, memory);
                    };
                }
            ),
            new(
                "gru cell",
                [
                    [5, 4],
                    [5, 6],
                ],
                scope =>
                {
                    var cell = new GruCell(scope, 4, 6);
                    return (x, _) => cell.Apply(x[0], x[1]);
                }
            ),
            Layer("lstm", [5, 7, 4], scope => new Lstm(scope, 4, 6, 2).Apply),
            Layer("gru", [5, 7, 4], scope => new Gru(scope, 4, 6, 2).Apply),
            Layer("attention", [5, 7, 12], scope => Attending(scope, isCausal: false)),
            Layer("attention to the past", [5, 7, 12], scope => Attending(scope, isCausal: true)),
            Layer("attention with a bias", [5, 7, 12], scope => Attending(scope, isCausal: false, [7, 7])),
            Layer("attention over many places, few samples", [2, 66, 40], scope => AttendingFar(scope, 40, 2)),
            Layer("attention over many places, many samples", [17, 64, 16], scope => AttendingFar(scope, 16, 1)),
            new(
                "attention to another",
                [
                    [5, 7, 12],
                    [5, 4, 12],
                ],
                scope =>
                {
                    var layer = new MultiHeadAttention(scope, 12, 2);
                    return (x, pass) => layer.Apply(x[0], x[1], pass);
                }
            ),
            Layer("transformer", [5, 7, 12], scope => Transformer(scope, new(3, 20, 0), isCausal: false)),
            Layer(
                "transformer normalised first",
                [5, 7, 12],
                scope => Transformer(scope, new(3, 20, 0, Activation.Gelu, true), isCausal: true)
            ),
        ];

    private static IEnumerable<LayerCase> Convolutions =>
        [
            Layer("conv of images", [5, 3, 9, 8], scope => Convolution.ForImages(scope, 3, 8, 3, 2, 1).Apply),
            Layer(
                "conv of images in groups",
                [5, 6, 4, 5],
                scope => Convolution.ForImages(scope, 6, 4, 3, 1, 1, groups: 2, bias: false).Apply
            ),
            Layer("conv of places", [5, 3, 4, 5], scope => Convolution.ForImages(scope, 3, 5, 1).Apply),
            Layer(
                "conv of sequences",
                [5, 3, 11],
                scope => new Convolution(scope, 3, 5, [4], [Window.Padded(1, stride: 2)]).Apply
            ),
            Layer("causal conv", [5, 3, 11], scope => Convolution.Causal(scope, 3, 5, 2, dilation: 4).Apply),
            Layer(
                "transposed conv of images",
                [5, 6, 4, 5],
                scope => TransposedConvolution.ForImages(scope, 6, 4, 3, 2, 1, 1).Apply
            ),
            Layer(
                "transposed conv of images in groups",
                [5, 6, 3, 4],
                scope => TransposedConvolution.ForImages(scope, 6, 4, 4, 2, 1, groups: 2, bias: false).Apply
            ),
            Layer(
                "transposed conv of sequences",
                [5, 3, 6],
                scope => new TransposedConvolution(scope, 3, 5, [4], [Window.Padded(1, stride: 2)]).Apply
            ),
        ];

    private static IEnumerable<LayerCase> Networks =>
        [
            Network("wavenet", scope => new WaveNetStack(scope, new(11, 4, 6, 3, 2)).Apply(Whole([3, 19], 11))),
            Network(
                "wavenet of classes",
                scope =>
                    new WaveNetStack(scope, new(11, 4, 6, 3, 1, 3, 3)).Apply(Whole([17, 12], 11), new(Whole([17], 3)))
            ),
            Network(
                "wavenet of features",
                scope =>
                    new WaveNetStack(scope, new(11, 4, 6, 3, Features: 2)).Apply(
                        Whole([3, 12], 11),
                        new(Track: Whole([3, 12, 2], 5) * 0.5f)
                    )
            ),
            Network(
                "token transformer",
                scope =>
                    new TokenTransformer(scope, new(11, 9, 8, 2, 2, 12)).Apply(Whole([3, 9], 11), ForwardPass.Inference)
            ),
            Network(
                "token transformer with its own head",
                scope =>
                    new TokenTransformer(scope, new(11, 9, 8, 2, 2, 12, IsTied: false)).Apply(
                        Whole([3, 7], 11),
                        ForwardPass.Inference
                    )
            ),
        ];

    private static LayerCase Network(string name, Func<ParameterScope, Tensor> make) =>
        new(
            name,
            [],
            scope =>
            {
                var result = make(scope);
                return (_, _) => result;
            }
        );

    private static IEnumerable<LayerCase> Similarities =>
        [
            Similarity("ssim", [3, 2, 14, 13], (x, y) => StructuralSimilarity.Single(x, y, 4)),
            Similarity("ssim of small images", [3, 1, 8, 12], (x, y) => StructuralSimilarity.Single(x, y)),
            Similarity("multi-scale ssim", [2, 3, 25, 24], (x, y) => StructuralSimilarity.Multiscale(x, y, 4)),
        ];

    private static LayerCase Similarity(string name, Shape shape, Func<Tensor, Tensor, Tensor> apply) =>
        new(name, [shape, shape], _ => (x, _) => apply(x[0], (0.8f * x[0]) + (0.3f * x[1])));

    private static LayerCase Layer(string name, Shape shape, Func<ParameterScope, Func<Tensor, Tensor>> make) =>
        Layer(
            name,
            shape,
            scope =>
            {
                var apply = make(scope);
                return (x, _) => apply(x);
            }
        );

    private static LayerCase Layer(
        string name,
        Shape shape,
        Func<ParameterScope, Func<Tensor, ForwardPass, Tensor>> make
    ) =>
        new(
            name,
            [shape],
            scope =>
            {
                var apply = make(scope);
                return (x, pass) => apply(x[0], pass);
            }
        );

    private static LayerCase Function(string name, Shape shape, Func<Tensor, Tensor> apply) =>
        Layer(name, shape, _ => apply);

    private static Func<Tensor, ForwardPass, Tensor> Used(ParameterScope scope)
    {
        var layer = new BatchNorm(scope, 5);
        foreach (var (buffer, index) in new[] { (layer.RunningMean, 101), (layer.RunningVariance, 102) })
        {
            Array.ConvertAll(Deterministic.Numbers(5, index, 1), v => Math.Abs(v) + 0.1f).CopyTo(buffer.Values);
        }

        return (x, _) => layer.Apply(x, ForwardPass.Inference);
    }

    private static Func<Tensor, ForwardPass, Tensor> Attending(ParameterScope scope, bool isCausal, Shape? bias = null)
    {
        var layer = new MultiHeadAttention(scope, 12, 3);
        var added = bias is { } shape ? Tensor.Constant(shape, Deterministic.Numbers(shape.Count, 4000, 1)) : null;
        return (x, pass) => layer.Apply(x, pass, added, isCausal);
    }

    /// <summary>So many positions that not all scores are held at once.</summary>
    private static Func<Tensor, ForwardPass, Tensor> AttendingFar(ParameterScope scope, int width, int heads)
    {
        var layer = new MultiHeadAttention(scope, width, heads);
        return (x, pass) => layer.Apply(x, pass, isCausal: true);
    }

    private static Func<Tensor, ForwardPass, Tensor> Transformer(
        ParameterScope scope,
        TransformerLayerOptions options,
        bool isCausal
    )
    {
        var layer = new TransformerLayer(scope, 12, options);
        return (x, pass) => layer.Apply(x, pass, isCausal: isCausal);
    }

    /// <summary>The indices of the script: (i² + 3i + 1) mod bound.</summary>
    private static Tensor Whole(Shape shape, int bound) =>
        Tensor.Constant(
            shape,
            [.. Enumerable.Range(0, shape.Count).Select(i => (float)(((i * i) + (3 * i) + 1) % bound))]
        );
}
