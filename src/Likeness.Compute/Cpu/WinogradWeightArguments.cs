namespace Likeness.Compute.Cpu;

/// <summary>Images of which a convolution's weight gradient is made: the convolution's input, or what flows back from its result.</summary>
internal unsafe struct WinogradImages
{
    /// <summary>Element (row, column, line, i) lies at Data[row·Row + column·Column + line·Line + i].</summary>
    public float* Data;
    public nint Row;
    public nint Column;
    public nint Line;

    /// <summary>Whether this is the input, which is seen in patches of 6 × 6; else in tiles of 4 × 4.</summary>
    public bool IsInput;

    /// <summary>Rows and columns.</summary>
    public int Height;
    public int Width;

    /// <summary>Of the input, the zeros before the first row and column.</summary>
    public int Top;
    public int Left;
}

/// <summary>
/// The gradient of 3 × 3 kernels of stride 1, transformed: U[m, n] = Σ over tiles and samples of the transformed first images' channel m by the second
/// images' channel n.
/// </summary>
internal unsafe struct WinogradWeightArguments
{
    /// <summary>Images whose lines are channels, their samples neighbours.</summary>
    public WinogradImages First;

    /// <summary>Images whose lines are samples, their channels neighbours; read in whole vectors.</summary>
    public WinogradImages Second;

    /// <summary>Where the result goes: element (i, j) of kernel (m, n) to U[(6i + j)·UMatrix + m·URow + n].</summary>
    public float* U;
    public nint UMatrix;
    public nint URow;

    /// <summary>From a sum over a part of the images to the next part's.</summary>
    public nint UPart;

    /// <summary>Channels of the first images.</summary>
    public int M;

    /// <summary>Channels of the second images.</summary>
    public int N;

    /// <summary>Samples: a multiple of the vector's width.</summary>
    public int K;
}
