using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Kernels;

/// <summary>A workload for the engine's kernels, as a graph of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Build">The computed tensors.</param>
internal sealed record KernelCase(string Name, Func<KernelGraph, Tensor[]> Build)
{
    private static readonly Window Same = Window.Padded(1);
    private static readonly Window Halving = Window.Padded(1, stride: 2);

    /// <summary>All cases. A new one is one line here.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Function("add and multiply", x => (x * 0.5f) + 1),
        Function("exp", x => x.Exp()),
        Function("expm1", x => x.Expm1()),
        Function("log", x => (x.Abs() + 0.5f).Log()),
        Function("log1p", x => x.Abs().Log1P()),
        Function("tanh", x => x.Tanh()),
        Function("sigmoid", x => x.Sigmoid()),
        Function("softplus", x => x.Softplus()),
        Function("erf", x => x.Erf()),
        Function("gelu", x => x.Gelu()),
        Function("sin", x => x.Sin()),
        Function("square root and reciprocal", x => (x.Square() + 1).Sqrt().Reciprocal()),
        Function("sum of rows", x => x.Sum([1])),
        Function("sum of columns", x => x.Sum([0])),
        Function("maximum of rows", x => x.Max([1])),
        Function("softmax", x => x.Softmax(1)),
        Function("log-softmax", x => x.LogSoftmax(1)),
        Function("cumulative sum", x => x.CumulativeSum(1)),
        Function("transposition", x => x.Reshape([x.Shape[0], 32, 32]).Permute(0, 2, 1) + 0),
        Function("concatenation", x => Tensor.Concatenate(1, x, -x)),
        Function("uniform numbers", x => Tensor.RandomUniform(x.Shape, 0)),
        Function("normal numbers", x => Tensor.RandomNormal(x.Shape, 0)),
        new("sort of 64", g => [g.Given(64).Sort(1)]),
        new("gather of rows", g => [g.Weight(300, 128).Gather(g.Indices(300, 16))]),
        new("gather of rows, gradient", GatherGradient),
        new("take along an axis", g => [g.Given(64).TakeAlong(1, g.Indices(64, 64))]),
        new("matmul 256 × 256", g => [g.Given(256).MatMul(g.Weight(256, 256))]),
        new("matmul 256 × 256 and gradients", MatMulGradients),
        new("matmul 128 × 512, ReLU", g => [g.Given(128).MatMul(g.Weight(128, 512)).Relu()]),
        new("batched matmul 32 × 32", g => [g.Given(32, 32).MatMul(g.Given(32, 32))]),
        new("one row by 128 × 512", g => [Tensor.Input("x", [1, 128]).MatMul(g.Weight(128, 512))]),
        Convolution("convolution 32 → 32, 8 × 8", 32, 32, 8, Same),
        Convolution("convolution 32 → 64, 8 × 8, stride 2", 32, 64, 8, Halving),
        Convolution("convolution 1 → 32, 16 × 16", 1, 32, 16, Same),
        Convolution("convolution of 4 groups", 32, 32, 8, Same, groups: 4),
        Convolution("convolution, dilated", 32, 32, 8, Window.Padded(2, dilation: 2)),
        Convolution("transposed convolution 32 → 16, stride 2", 32, 16, 8, Halving, isTransposed: true),
        new("causal convolution, dilation 4", CausalConvolution),
        Attention("attention of 16 positions, causal", 16, 16),
        Attention("attention of 256 positions, causal", 256, 256),
        Attention("attention of one query, 64 keys", 1, 64),
        new("LSTM cell 128", LstmCell),
        new("GRU cell 128", GruCell),
        new("Adam's update of 64 × 1024", graph => AdamUpdate(graph, graph.Given(1024))),
        new("Adam's update, denormals", graph => AdamUpdate(graph, graph.Denormal(1024))),
        new("matmul 256 × 256, denormals", g => [g.Denormal(256).MatMul(g.Weight(256, 256))]),
        new("add and multiply, denormals", g => [(g.Denormal(1024) * 0.5f) + 1e-39f]),
        new("exp, denormals", g => [(g.Given(1024) - 90).Exp()]),
        new("softmax, denormals", g => [(g.Given(1024) * 60).Softmax(1)]),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static KernelCase Function(string name, Func<Tensor, Tensor> function) =>
        new(name, graph => [function(graph.Given(1024))]);

    private static Tensor[] WithGradients(KernelGraph graph, Tensor result, params Tensor[] wanted)
    {
        Tensor given = graph.Given([.. result.Shape.ToArray().Skip(1)]);
        return [result, .. Gradient.Compute((result * given).Sum(), wanted)];
    }

    private static Tensor[] MatMulGradients(KernelGraph graph)
    {
        (Tensor x, Tensor weight) = (graph.Given(256), graph.Weight(256, 256));
        return WithGradients(graph, x.MatMul(weight), x, weight);
    }

    private static Tensor[] GatherGradient(KernelGraph graph)
    {
        Tensor table = graph.Weight(300, 128);
        return WithGradients(graph, table.Gather(graph.Indices(300, 16)), table);
    }

    private static KernelCase Convolution(
        string name,
        int inputs,
        int outputs,
        int pixels,
        Window window,
        int groups = 1,
        bool isTransposed = false
    ) =>
        new(
            name,
            graph =>
            {
                Tensor x = graph.Given(inputs, pixels, pixels);
                Tensor weight = isTransposed
                    ? graph.Weight(3, 3, inputs, outputs / groups)
                    : graph.Weight(3, 3, outputs, inputs / groups);
                Tensor bias = graph.Weight(outputs);
                Tensor y = isTransposed
                    ? x.ConvolveTransposed(weight, [window, window], [1, 1], groups, bias)
                    : x.Convolve(weight, [window, window], groups, bias);
                return WithGradients(graph, y, x, weight, bias);
            }
        );

    private static Tensor[] CausalConvolution(KernelGraph graph)
    {
        (Tensor x, Tensor weight) = (graph.Given(32, 64), graph.Weight(3, 32, 32));
        return WithGradients(graph, x.Convolve(weight, [Window.Causal(3, 4)]), x, weight);
    }

    private static KernelCase Attention(string name, int queries, int keys) =>
        new(
            name,
            graph =>
            {
                (Tensor q, Tensor k, Tensor v) = (
                    graph.Given(queries, 128),
                    graph.Given(keys, 128),
                    graph.Given(keys, 128)
                );
                Tensor y = Tensor.Attention(q, k, v, heads: 4, isCausal: true);
                return queries == 1 ? [y] : WithGradients(graph, y, q, k, v);
            }
        );

    private static Tensor[] LstmCell(KernelGraph graph)
    {
        (Tensor x, Tensor hidden, Tensor memory) = (graph.Given(128), graph.Given(128), graph.Given(128));
        Tensor gates = x.MatMul(graph.Weight(128, 512)) + hidden.MatMul(graph.Weight(128, 512)) + graph.Weight(512);
        Tensor Gate(int i) => gates.Slice(1, 128 * i, 128);
        Tensor next = (Gate(1).Sigmoid() * memory) + (Gate(0).Sigmoid() * Gate(2).Tanh());
        return [Gate(3).Sigmoid() * next.Tanh(), next];
    }

    private static Tensor[] GruCell(KernelGraph graph)
    {
        (Tensor x, Tensor hidden) = (graph.Given(128), graph.Given(128));
        (Tensor of, Tensor kept) = (x.MatMul(graph.Weight(128, 384)), hidden.MatMul(graph.Weight(128, 384)));
        Tensor reset = (of.Slice(1, 0, 128) + kept.Slice(1, 0, 128)).Sigmoid();
        Tensor update = (of.Slice(1, 128, 128) + kept.Slice(1, 128, 128)).Sigmoid();
        Tensor candidate = (of.Slice(1, 256, 128) + (reset * kept.Slice(1, 256, 128))).Tanh();
        return [((1 - update) * candidate) + (update * hidden)];
    }

    /// <summary>Kingma and Ba 2015, algorithm 1, as one elementwise loop.</summary>
    private static Tensor[] AdamUpdate(KernelGraph graph, Tensor moment)
    {
        (Tensor weight, Tensor gradient) = (graph.Given(1024), moment);
        Tensor first = (moment * 0.9f) + (gradient * 0.1f);
        Tensor second = (moment.Abs() * 0.999f) + (gradient.Square() * 0.001f);
        return [weight - (0.001f * first / (second.Sqrt() + 1e-8f)), first, second];
    }
}
