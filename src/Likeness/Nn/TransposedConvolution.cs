using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// The adjoint of a convolution, which enlarges, with its weight and bias. Both begin uniform on ±1/√(outputs / groups · kernel), as
/// PyTorch's nn.ConvTranspose1d and 2d do. The weight lies as the engine wants it, [kernel…, inputs, outputs / groups]; PyTorch's
/// files have [inputs, outputs / groups, kernel…].
/// </summary>
public sealed class TransposedConvolution
{
    private readonly IReadOnlyList<Window> windows;
    private readonly IReadOnlyList<int>? extra;
    private readonly int groups;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go: <c>weight</c> and <c>bias</c>.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">The kernel's extents; as many as there are windows.</param>
    /// <param name="windows">How it slides along each axis of places of the result.</param>
    /// <param name="extra">Places added at the end of each axis (PyTorch's output_padding); none if null.</param>
    /// <param name="groups">Into how many parts the channels are cut.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <exception cref="ArgumentException">Kernel and windows differ in number, or the channels do not divide into the groups.</exception>
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

    /// <summary>The bias: [outputs]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>The adjoint of a convolution of images with the same square kernel, stride and padding in both directions.</summary>
    /// <param name="scope">Where the parameters go.</param>
    /// <param name="inputs">Channels in.</param>
    /// <param name="outputs">Channels out.</param>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="stride">Places between neighbours of the given array in the result.</param>
    /// <param name="padding">Places cut off on every side.</param>
    /// <param name="extra">Places added at the end of each axis (PyTorch's output_padding).</param>
    /// <param name="groups">Into how many parts the channels are cut.</param>
    /// <param name="bias">Whether there is a bias.</param>
    /// <param name="dilation">Places between neighbouring elements of the kernel.</param>
    /// <exception cref="ArgumentException">The channels do not divide into the groups.</exception>
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
    /// <param name="x">[batch, inputs, places…].</param>
    /// <returns>[batch, outputs, (places − 1)·stride − padding + dilation·(kernel − 1) + 1 + extra …].</returns>
    /// <exception cref="ShapeException">x has other channels or axes.</exception>
    public Tensor Apply(Tensor x) => x.ConvolveTransposed(Weight, windows, extra, groups, Bias?.Tensor);
}
