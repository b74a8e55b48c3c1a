namespace Likeness.Compute.Graph;

/// <summary>The sliding window of a kernel along one axis.</summary>
/// <param name="Stride">The step between neighbouring results; at least 1.</param>
/// <param name="Before">Zeros before the first element.</param>
/// <param name="After">Zeros after the last element.</param>
/// <param name="Dilation">The step between neighbouring kernel elements; at least 1.</param>
public sealed record Window(int Stride = 1, int Before = 0, int After = 0, int Dilation = 1)
{
    /// <summary>A causal window: it gives as many results as inputs, none of which depends on later inputs.</summary>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="dilation">The step between neighbouring kernel elements.</param>
    public static Window Causal(int kernel, int dilation = 1) => new(1, (kernel - 1) * dilation, 0, dilation);

    /// <summary>A window with the same number of zeros on both sides.</summary>
    public static Window Padded(int padding, int stride = 1, int dilation = 1) =>
        new(stride, padding, padding, dilation);
}

/// <summary>One axis of a convolution: result position p sees the input positions p·stride + tap·dilation − before.</summary>
internal readonly record struct ConvolutionAxis(int Input, int Kernel, Window Window, int Output)
{
    /// <summary>The input position, or −1 in the padding.</summary>
    public int Position(int output, int tap)
    {
        long position = ((long)output * Window.Stride) + ((long)tap * Window.Dilation) - Window.Before;
        return position >= 0 && position < Input ? (int)position : -1;
    }

    /// <summary>The axis of a convolution of a given input.</summary>
    public static ConvolutionAxis ForInput(int input, int kernel, Window window)
    {
        long room = (long)input + window.Before + window.After - (window.Dilation * (kernel - 1L)) - 1;
        int output = room < 0 ? 0 : Shape.Extent("convolve", (room / window.Stride) + 1, [input], [kernel]);
        return new ConvolutionAxis(input, kernel, window, output);
    }

    /// <summary>The axis of the convolution whose adjoint upsamples a given array.</summary>
    /// <param name="output">The given extent.</param>
    /// <param name="kernel">The kernel's extent.</param>
    /// <param name="window">The sliding window.</param>
    /// <param name="extra">Positions added at the end, which no whole window reaches.</param>
    public static ConvolutionAxis ForOutput(int output, int kernel, Window window, int extra)
    {
        long reached = ((output - 1L) * window.Stride) + (window.Dilation * (kernel - 1L)) + 1;
        long input = Math.Max(0, reached - window.Before - window.After + extra);
        return new ConvolutionAxis(
            Shape.Extent("convolve-transposed", input, [output], [kernel]),
            kernel,
            window,
            output
        );
    }
}

/// <summary>The axes of a convolution and its channel groups, which all three of its roles share.</summary>
internal sealed record ConvolutionGeometry(ConvolutionAxis[] Axes, int Groups)
{
    /// <summary>With fewer samples than this, the channels run along the lanes, and im2col gains nothing.</summary>
    public const int MinSamplesInLanes = 16;

    // The taps are listed, at 16 bytes each, and twice that during sorting.
    private const long MaxTaps = 1 << 26;

    /// <summary>Whether the list of all positions times all kernel elements fits in memory.</summary>
    public bool IsListable => (long)Output.Count * Kernel.Count <= MaxTaps;

    /// <summary>The number of spatial axes.</summary>
    public int Rank => Axes.Length;

    /// <summary>The extents of the input's spatial axes.</summary>
    public Shape Input => new([.. Axes.Select(axis => axis.Input)]);

    /// <summary>The extents of the kernel.</summary>
    public Shape Kernel => new([.. Axes.Select(axis => axis.Kernel)]);

    /// <summary>The extents of the result's spatial axes.</summary>
    public Shape Output => new([.. Axes.Select(axis => axis.Output)]);

    /// <summary>All settings as text.</summary>
    public string Signature =>
        string.Join(
            'x',
            Axes.Select(axis =>
                $"{axis.Input}:{axis.Kernel}:{axis.Window.Stride}:{axis.Window.Before}:{axis.Window.Dilation}:{axis.Output}"
            )
        ) + $"/{Groups}";

    /// <summary>
    /// All pairs of a result position and a kernel element that sees an input position, as row-major indices, ordered by result
    /// position and then by kernel element.
    /// </summary>
    public IEnumerable<(int Output, int Tap, int Input)> Taps()
    {
        (int outputs, int taps) = (Output.Count, Kernel.Count);
        for (int output = 0; output < outputs; output++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                int position = InputPosition(output, tap);
                if (position >= 0)
                {
                    yield return (output, tap, position);
                }
            }
        }
    }

    private int InputPosition(int output, int tap)
    {
        int position = 0;
        int step = 1;
        for (int i = Rank - 1; i >= 0; i--)
        {
            (output, int p) = Math.DivRem(output, Axes[i].Output);
            (tap, int t) = Math.DivRem(tap, Axes[i].Kernel);
            int input = Axes[i].Position(p, t);
            if (input < 0)
            {
                return -1;
            }

            position += input * step;
            step *= Axes[i].Input;
        }

        return position;
    }
}
