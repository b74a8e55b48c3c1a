namespace Likeness.Bench.Workloads;

/// <summary>The kind of layer.</summary>
internal enum ConvolutionKind
{
    /// <summary>A convolution, with the gradient of its input.</summary>
    Conv,

    /// <summary>A transposed convolution, as in decoders, with output padding 1.</summary>
    Transposed,

    /// <summary>A first layer: the gradient of its input is not computed.</summary>
    First,
}

/// <summary>A 3 × 3 layer with padding 1, forward and backward; the list is that of bench/baselines/conv.py.</summary>
/// <param name="Kind">The kind of layer.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Pixels">Height and width of the input images.</param>
/// <param name="Stride">The stride.</param>
internal sealed record ConvolutionCase(ConvolutionKind Kind, int Inputs, int Outputs, int Pixels, int Stride)
{
    /// <summary>All cases, with shapes of real networks.</summary>
    public static IReadOnlyList<ConvolutionCase> All { get; } =
    [
        new(ConvolutionKind.Conv, 32, 32, 32, 1),
        new(ConvolutionKind.Conv, 32, 32, 16, 1),
        new(ConvolutionKind.Conv, 64, 64, 16, 1),
        new(ConvolutionKind.Conv, 64, 64, 8, 1),
        new(ConvolutionKind.Conv, 128, 128, 8, 1),
        new(ConvolutionKind.Conv, 128, 128, 4, 1),
        new(ConvolutionKind.Conv, 256, 256, 8, 1),
        new(ConvolutionKind.Conv, 256, 256, 4, 1),
        new(ConvolutionKind.Conv, 32, 64, 32, 2),
        new(ConvolutionKind.Conv, 64, 128, 16, 2),
        new(ConvolutionKind.Conv, 128, 256, 8, 2),
        new(ConvolutionKind.Conv, 256, 256, 4, 2),
        new(ConvolutionKind.Transposed, 256, 128, 4, 2),
        new(ConvolutionKind.Transposed, 128, 64, 8, 2),
        new(ConvolutionKind.Transposed, 64, 32, 16, 2),
        new(ConvolutionKind.First, 1, 32, 32, 1),
        new(ConvolutionKind.First, 1, 32, 32, 2),
        new(ConvolutionKind.Conv, 1, 32, 32, 1),
        new(ConvolutionKind.Conv, 1, 32, 32, 2),
        new(ConvolutionKind.Conv, 32, 1, 32, 1),
        new(ConvolutionKind.First, 3, 32, 32, 1),
        new(ConvolutionKind.Conv, 3, 32, 32, 1),
        new(ConvolutionKind.Conv, 3, 64, 32, 2),
        new(ConvolutionKind.Transposed, 64, 3, 16, 2),
    ];

    /// <summary>The name, as in the baseline's script.</summary>
    public string Name => $"{Kind.ToString().ToLowerInvariant()} {Inputs}→{Outputs} @{Pixels} stride {Stride}";
}
