using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>Which channels of its own pixel an output depends on: masks A and B of van den Oord et al. 2016, arXiv:1601.06759, §3.4.</summary>
internal enum PixelMask
{
    /// <summary>A: the channels before its own.</summary>
    Before,

    /// <summary>B: the channels before its own, and its own.</summary>
    UpTo,
}

/// <summary>
/// A causal convolution along a row, masked by channels at its own pixel: features belong to red, green and blue, in
/// this order and in equal parts, and each depends on those that its mask allows. Masked weights are never read.
/// </summary>
internal sealed class RowConvolution
{
    private readonly int kernel;
    private readonly Parameter bias;
    private readonly Parameter all; // [1, kernel, outputs, inputs]
    private readonly Tensor? allowed; // of that shape; null for all

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go: <c>weight</c> and <c>bias</c>.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="kernel">Pixels of the kernel, the last of which is its own.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="mask">The mask at the own pixel.</param>
    /// <param name="parts">Parts of the outputs that each have all channels, such as gates.</param>
    public RowConvolution(
        ParameterScope scope,
        int inputs,
        int outputs,
        int kernel,
        int channels,
        PixelMask mask,
        int parts = 1
    )
    {
        this.kernel = kernel;
        (all, var found) = ConvolutionWeights.Make(scope, outputs, inputs, [1, kernel], outputs);
        bias = found!;
        if (channels > 1 || mask == PixelMask.Before)
        {
            int part = outputs / parts;
            bool Allows(int output, int input)
            {
                (int to, int from) = (output % part * channels / part, input * channels / inputs);
                return mask == PixelMask.Before ? from < to : from <= to;
            }

            var values = new float[kernel * outputs * inputs];
            for (int i = 0; i < values.Length; i++)
            {
                int position = i % (outputs * inputs);
                values[i] = i / (outputs * inputs) < kernel - 1 || Allows(position / inputs, position % inputs) ? 1 : 0;
            }

            allowed = Tensor.Constant([1, kernel, outputs, inputs], values);
        }
    }

    private Tensor Masked => allowed is null ? all.Tensor : all.Tensor * allowed;

    /// <summary>Applies the layer to whole images.</summary>
    /// <param name="x">[batch, inputs, height, width].</param>
    /// <returns>[batch, outputs, height, width].</returns>
    public Tensor Apply(Tensor x) => x.Convolve(Masked, [new Window(), Window.Causal(kernel)], bias: bias);

    /// <summary>Applies the layer to one pixel.</summary>
    /// <param name="window">Its input pixels, its own last: [batch, inputs, kernel].</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor ApplyAt(Tensor window) =>
        Tensor.Contract("nik,koi->no", window, Masked.Reshape(new Shape([.. all.Shape.Skip(1)]))) + bias.Tensor;

    /// <summary>Applies a layer with a kernel of one pixel.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor ApplyToOwn(Tensor x) => ApplyAt(x.Reshape([x.Shape[0], x.Shape[1], 1]));
}
