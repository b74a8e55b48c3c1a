namespace Likeness.Compute.Cpu;

/// <summary>
/// Images from which a convolution's weight gradient is computed: the convolution's input, or the gradient of its result.
/// </summary>
internal unsafe struct WinogradImages
{
    /// <summary>Element (row, column, line, i) lies at Data[row·Row + column·Column + line·Line + i].</summary>
    public float* Data;
    public nint Row;
    public nint Column;
    public nint Line;

    /// <summary>Whether this is the input, read in patches of 6 × 6; otherwise in tiles of 4 × 4.</summary>
    public bool IsInput;

    /// <summary>Rows and columns.</summary>
    public int Height;
    public int Width;

    /// <summary>The zero padding before the first row and column of the input.</summary>
    public int Top;
    public int Left;
}

/// <summary>
/// The gradient of 3 × 3 kernels of stride 1, transformed: U[m, n] = Σ over tiles and samples of channel m of the transformed first
/// images times channel n of the second images.
/// </summary>
internal unsafe struct WinogradWeightArguments
{
    /// <summary>Images whose lines are channels, with contiguous samples.</summary>
    public WinogradImages First;

    /// <summary>Images whose lines are samples, with contiguous channels; read in whole vectors.</summary>
    public WinogradImages Second;

    /// <summary>Receives the result: element (i, j) of kernel (m, n) at U[(6i + j)·UMatrix + m·URow + n].</summary>
    public float* U;
    public nint UMatrix;
    public nint URow;

    /// <summary>The stride between the partial sums of different parts of the images.</summary>
    public nint UPart;

    /// <summary>Channels of the first images.</summary>
    public int M;

    /// <summary>Channels of the second images.</summary>
    public int N;

    /// <summary>Samples: a multiple of the vector's width.</summary>
    public int K;
}
