using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A convolution with its weight and bias. Both begin uniform on ±1/√(inputs seen by an output), as PyTorch's nn.Conv1d and 2d do. The
/// weight lies as the engine wants it, [kernel…, outputs, inputs / groups]; PyTorch's files have [outputs, inputs / groups, kernel…].
/// </summary>
public sealed class Convolution
{
    private readonly IReadOnlyList<Window> windows;
    private readonly int groups;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go: <c>weight</c> and <c>bias</c>.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">The kernel's extents; as many as there are windows.</param>
    /// <param name="windows">How it slides along each axis of places: one for a sequence, two for an image.</param>
    /// <param name="groups">Into how many parts the channels are cut; each output sees one of them.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">Kernel and windows differ in number, or the channels do not divide into the groups.</exception>
    public Convolution(
        ParameterScope scope,
        int inputs,
        int outputs,
        IReadOnlyList<int> kernel,
        IReadOnlyList<Window> windows,
        int groups = 1,
        bool bias = true
    )
    {
        ConvolutionWeights.Require(inputs, outputs, kernel, windows, groups);
        (this.windows, this.groups) = (windows, groups);
        (Weight, Bias) = ConvolutionWeights.Make(scope, outputs, inputs / groups, kernel, bias ? outputs : 0);
    }

    /// <summary>The kernel: [kernel…, outputs, inputs / groups].</summary>
    public Parameter Weight { get; }

    /// <summary>The bias: [outputs]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>A convolution of images with the same square kernel, stride and padding in both directions.</summary>
    /// <param name="scope">Where the parameters go.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="stride">Places between neighbouring results.</param>
    /// <param name="padding">Zeros on every side.</param>
    /// <param name="groups">Into how many parts the channels are cut; each output sees one of them.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="dilation">Places between neighbouring elements of the kernel.</param>
    /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
    public static Convolution ForImages(
        ParameterScope scope,
        int inputs,
        int outputs,
        int kernel,
        int stride = 1,
        int padding = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1
    )
    {
        var window = Window.Padded(padding, stride, dilation);
        return new Convolution(scope, inputs, outputs, [kernel, kernel], [window, window], groups, bias);
    }

    /// <summary>A convolution of sequences that sees the present and the past only. van den Oord et al. 2016, arXiv:1609.03499, §2.1.</summary>
    public static Convolution Causal(
        ParameterScope scope,
        int inputs,
        int outputs,
        int kernel,
        int dilation = 1,
        int groups = 1,
        bool bias = true
    ) => new(scope, inputs, outputs, [kernel], [Window.Causal(kernel, dilation)], groups, bias);

    /// <summary>The same layer with all its numbers 0, so that what it is added to is at first as if it were not there.</summary>
    internal Convolution BegunAtZero()
    {
        Weight.Values.Clear();
        Bias?.Values.Clear();
        return this;
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, inputs, places…].</param>
    /// <returns>[batch, outputs, places…].</returns>
    /// <exception cref="ShapeException">x has other channels or axes, or is smaller than the kernel.</exception>
    public Tensor Apply(Tensor x) => ApplyWith(Weight, x);

    /// <summary>Applies the layer under another kernel of the same shape, such as a normalised one.</summary>
    internal Tensor ApplyWith(Tensor weight, Tensor x) => x.Convolve(weight, windows, groups, Bias?.Tensor);

    /// <summary>Applies a causal layer to the next position of sequences, which sees those before it.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="state">What is remembered of the sequences.</param>
    /// <returns>[batch, outputs]: what <see cref="Apply"/> gives at this position.</returns>
    /// <exception cref="InvalidOperationException">The layer looks ahead, strides, or has groups or several axes.</exception>
    /// <exception cref="ShapeException">x has another number of features, or the batch is not the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state)
    {
        int kernel = Weight.Shape[0];
        if (windows.Count != 1 || windows[0] != Window.Causal(kernel, windows[0].Dilation) || groups != 1)
        {
            throw new InvalidOperationException("Only a causal convolution of sequences is applied step by step.");
        }

        state.RequireBatch("convolution", x);
        // Element j of the kernel looks (kernel − 1 − j)·dilation positions back.
        int[] back = [.. Enumerable.Range(0, kernel - 1).Select(j => (kernel - 1 - j) * windows[0].Dilation)];
        Tensor[] seen = [.. back.Length == 0 ? [] : state.Earlier(x, back), x];
        Shape matrix = [Weight.Shape[1], Weight.Shape[2]];
        var y = seen.Select((part, j) => Linear.Project(part, Weight.Tensor.Slice(0, j, 1).Reshape(matrix), null))
            .Aggregate((a, b) => a + b);
        return Bias is null ? y : y + Bias.Tensor;
    }
}
