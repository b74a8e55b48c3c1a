using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A transposed convolution, which upsamples, with weight and bias. Both are initialised uniformly on ±1/√(outputs / groups ·
/// kernel), as in PyTorch's nn.ConvTranspose1d and nn.ConvTranspose2d. The weight has the engine's layout, [kernel…, inputs,
/// outputs / groups]; PyTorch's files have [inputs, outputs / groups, kernel…].
/// </summary>
public sealed class TransposedConvolution
{
    private readonly IReadOnlyList<Window> windows;
    private readonly IReadOnlyList<int>? extra;
    private readonly int groups;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters <c>weight</c> and <c>bias</c>.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">The kernel's extents, one for each window.</param>
    /// <param name="windows">Stride, padding and dilation along each spatial axis of the result.</param>
    /// <param name="extra">Positions added at the end of each axis (PyTorch's output_padding); none if null.</param>
    /// <param name="groups">The number of channel groups.</param>
    /// <param name="bias">Whether to add a bias.</param>
    /// <exception cref="ArgumentException">
    /// The numbers of kernel extents and windows differ, or the channels are not divisible by the groups.
    /// </exception>
    public TransposedConvolution(
        ParameterScope scope,
        int inputs,
        int outputs,
        IReadOnlyList<int> kernel,
        IReadOnlyList<Window> windows,
        IReadOnlyList<int>? extra = null,
        int groups = 1,
        bool bias = true
    )
    {
        ConvolutionWeights.Require(inputs, outputs, kernel, windows, groups);
        (this.windows, this.extra, this.groups) = (windows, extra, groups);
        (Weight, Bias) = ConvolutionWeights.Make(scope, inputs, outputs / groups, kernel, bias ? outputs : 0);
    }

    /// <summary>The kernel: [kernel…, inputs, outputs / groups].</summary>
    public Parameter Weight { get; }

    /// <summary>The bias: [outputs]; null if there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>A transposed convolution of images with the same square kernel, stride and padding in both directions.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="stride">The stride.</param>
    /// <param name="padding">The number of positions removed on every side.</param>
    /// <param name="extra">Positions added at the end of each axis (PyTorch's output_padding).</param>
    /// <param name="groups">The number of channel groups.</param>
    /// <param name="bias">Whether to add a bias.</param>
    /// <param name="dilation">The dilation: the step between neighbouring kernel elements.</param>
    /// <exception cref="ArgumentException">The channels are not divisible by the groups.</exception>
    public static TransposedConvolution ForImages(
        ParameterScope scope,
        int inputs,
        int outputs,
        int kernel,
        int stride = 1,
        int padding = 0,
        int extra = 0,
        int groups = 1,
        bool bias = true,
        int dilation = 1
    )
    {
        var window = Window.Padded(padding, stride, dilation);
        return new(scope, inputs, outputs, [kernel, kernel], [window, window], [extra, extra], groups, bias);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, inputs, positions…].</param>
    /// <returns>[batch, outputs, (positions − 1)·stride − padding + dilation·(kernel − 1) + 1 + extra …].</returns>
    /// <exception cref="ShapeException">The channels or axes of x differ.</exception>
    public Tensor Apply(Tensor x) => x.ConvolveTransposed(Weight, windows, extra, groups, Bias?.Tensor);
}
