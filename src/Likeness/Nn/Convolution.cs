using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A convolution with weight and bias. Both are initialised uniformly on ±1/√(inputs seen by an output), as in PyTorch's nn.Conv1d
/// and nn.Conv2d. The weight has the engine's layout, [kernel…, outputs, inputs / groups]; PyTorch's files have [outputs, inputs /
/// groups, kernel…].
/// </summary>
public sealed class Convolution
{
    private readonly IReadOnlyList<Window> windows;
    private readonly int groups;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters <c>weight</c> and <c>bias</c>.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">The kernel's extents, one for each window.</param>
    /// <param name="windows">Stride, padding and dilation along each spatial axis: one for a sequence, two for an image.</param>
    /// <param name="groups">The number of channel groups; each output sees one group.</param>
    /// <param name="bias">Whether to add a bias.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of kernel extents and windows differ, or the channels are not divisible by the groups.
    /// </exception>
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

    /// <summary>The bias: [outputs]; null if there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>A convolution of images with the same square kernel, stride and padding in both directions.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">Zero padding on every side.</param>
    /// <param name="groups">The number of channel groups; each output sees one group.</param>
    /// <param name="bias">Whether to add a bias.</param>
    /// <param name="dilation">The dilation: the step between neighbouring kernel elements.</param>
    /// <exception cref="ArgumentException">The channels are not divisible by the groups.</exception>
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

    /// <summary>A causal convolution of sequences. van den Oord et al. 2016, arXiv:1609.03499, §2.1.</summary>
    public static Convolution Causal(
        ParameterScope scope,
        int inputs,
        int outputs,
        int kernel,
        int dilation = 1,
        int groups = 1,
        bool bias = true
    ) => new(scope, inputs, outputs, [kernel], [Window.Causal(kernel, dilation)], groups, bias);

    /// <summary>The same layer with all weights 0, so that a residual branch initially adds nothing.</summary>
    internal Convolution BegunAtZero()
    {
        Weight.Values.Clear();
        Bias?.Values.Clear();
        return this;
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, inputs, positions…].</param>
    /// <returns>[batch, outputs, positions…].</returns>
    /// <exception cref="ShapeException">The channels or axes of x differ, or x is smaller than the kernel.</exception>
    public Tensor Apply(Tensor x) => ApplyWith(Weight, x);

    /// <summary>Applies the layer with another kernel of the same shape, such as a normalised one.</summary>
    internal Tensor ApplyWith(Tensor weight, Tensor x) => x.Convolve(weight, windows, groups, Bias?.Tensor);

    /// <summary>Applies a causal layer to the next position of sequences.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="state">The decoding state of the sequences.</param>
    /// <returns>[batch, outputs]: the result of <see cref="Apply"/> at this position.</returns>
    /// <exception cref="InvalidOperationException">The layer is not causal, or has a stride, groups or several axes.</exception>
    /// <exception cref="ShapeException">The number of features of x differs, or the batch differs from the state's.</exception>
    public Tensor Step(Tensor x, DecodingState state)
    {
        int kernel = Weight.Shape[0];
        if (windows.Count != 1 || windows[0] != Window.Causal(kernel, windows[0].Dilation) || groups != 1)
        {
            throw new InvalidOperationException("Only a causal convolution of sequences can be applied step by step.");
        }

        state.RequireBatch("convolution", x);
        // Element j of the kernel reads (kernel − 1 − j)·dilation positions back.
        int[] back = [.. Enumerable.Range(0, kernel - 1).Select(j => (kernel - 1 - j) * windows[0].Dilation)];
        Tensor[] seen = [.. back.Length == 0 ? [] : state.Earlier(x, back), x];
        Shape matrix = [Weight.Shape[1], Weight.Shape[2]];
        var y = seen.Select((part, j) => Linear.Project(part, Weight.Tensor.Slice(0, j, 1).Reshape(matrix), null))
            .Aggregate((a, b) => a + b);
        return Bias is null ? y : y + Bias.Tensor;
    }
}
