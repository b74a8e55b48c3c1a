namespace Likeness.Compute.Cpu;

/// <summary>
/// A convolution by 3 × 3 kernels with stride 1 over images with contiguous samples: Y[m] = Σ over k of X[k] ⋆ W[m, k], for
/// transformed kernels. Strides are in elements.
/// </summary>
internal unsafe struct WinogradArguments
{
    /// <summary>Element (row, column, channel k, sample) of the images lies at X[row·XRow + column·XColumn + k·XChannel + sample].</summary>
    public float* X;
    public nint XRow;
    public nint XColumn;
    public nint XChannel;

    /// <summary>Rows and columns of an image, and the zero padding before each.</summary>
    public int Height;
    public int Width;
    public int Top;
    public int Left;

    /// <summary>Transformed kernels: element (i, j) of kernel (m, k) lies at U[(6i + j)·UMatrix + m·URow + k·UCol].</summary>
    public float* U;
    public nint UMatrix;
    public nint URow;
    public nint UCol;

    /// <summary>The original kernels: element (i, j) of kernel (m, k) lies at W[i·WRow + j·WColumn + m·WResult + k·WChannel].</summary>
    public float* W;
    public nint WRow;
    public nint WColumn;
    public nint WResult;
    public nint WChannel;

    /// <summary>Whether the kernels are rotated by 180°, as for the adjoint.</summary>
    public bool IsTransposed;

    /// <summary>The result, in the layout of the images.</summary>
    public float* Y;
    public nint YRow;
    public nint YColumn;
    public nint YChannel;

    /// <summary>Rows and columns of the result.</summary>
    public int ResultHeight;
    public int ResultWidth;

    /// <summary>Channels of the result.</summary>
    public int M;

    /// <summary>Channels of the images.</summary>
    public int K;

    /// <summary>Samples: a multiple of the vector's width.</summary>
    public int N;

    /// <summary>
    /// The number of parts of the result's channels, used if there are too few tiles for the workers; each part transforms its
    /// patches again.
    /// </summary>
    public int Parts;

    /// <summary>Whether images and result are beyond L2, so that their memory is prefetched.</summary>
    public bool IsFar;

    /// <summary>
    /// (context, block, position, row, rows, col, cols): receives contiguous blocks of the result, channels by samples, instead of
    /// <see cref="Y"/>; may be null.
    /// </summary>
    public delegate* <void*, float*, int, int, int, int, int, void> Epilogue;

    /// <summary>
    /// (context, position, row, rows, col, cols): prefetches the memory that <see cref="Epilogue"/> needs for a block; may be null.
    /// </summary>
    public delegate* <void*, int, int, int, int, int, void> Fetch;

    /// <summary>Passed to <see cref="Epilogue"/> and <see cref="Fetch"/> unchanged.</summary>
    public void* EpilogueContext;
}
