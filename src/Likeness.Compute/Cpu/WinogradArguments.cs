namespace Likeness.Compute.Cpu;

/// <summary>
/// A convolution by kernels of 3 × 3 with stride 1 over images whose samples are neighbours: Y[m] = Σ over k of X[k] ⋆ W[m, k], for kernels that
/// are transformed already. Strides are in elements.
/// </summary>
internal unsafe struct WinogradArguments
{
    /// <summary>Element (row, column, channel k, sample) of the images lies at X[row·XRow + column·XColumn + k·XChannel + sample].</summary>
    public float* X;
    public nint XRow;
    public nint XColumn;
    public nint XChannel;

    /// <summary>Rows and columns of an image, and the zeros before each.</summary>
    public int Height;
    public int Width;
    public int Top;
    public int Left;

    /// <summary>Transformed kernels: element (i, j) of kernel (m, k) lies at U[(6i + j)·UMatrix + m·URow + k·UCol].</summary>
    public float* U;
    public nint UMatrix;
    public nint URow;
    public nint UCol;

    /// <summary>The kernels as they were: element (i, j) of kernel (m, k) lies at W[i·WRow + j·WColumn + m·WResult + k·WChannel].</summary>
    public float* W;
    public nint WRow;
    public nint WColumn;
    public nint WResult;
    public nint WChannel;

    /// <summary>Whether the kernels are to be turned by half a circle, as for the adjoint.</summary>
    public bool IsTransposed;

    /// <summary>The result, laid out as the images.</summary>
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

    /// <summary>Into how many parts the channels of the result are cut, where there are too few tiles for the workers; each transforms its patches anew.</summary>
    public int Parts;

    /// <summary>Whether images and result are so large that their memory is asked for ahead of time.</summary>
    public bool IsFar;

    /// <summary>
    /// (context, block, place, row, rows, col, cols): takes blocks of the result, channels by samples without gaps, instead of <see cref="Y"/>; may be null.
    /// </summary>
    public delegate* <void*, float*, int, int, int, int, int, void> Epilogue;

    /// <summary>(context, place, row, rows, col, cols): asks for the memory that <see cref="Epilogue"/> will need for a block; may be null.</summary>
    public delegate* <void*, int, int, int, int, int, void> Fetch;

    /// <summary>Passed to <see cref="Epilogue"/> and <see cref="Fetch"/> as it is.</summary>
    public void* EpilogueContext;
}
