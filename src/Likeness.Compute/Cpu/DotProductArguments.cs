namespace Likeness.Compute.Cpu;

/// <summary>
/// C[M, N] = Σ over taps A[M, K] · B[K, N] in float, where k is contiguous in both operands; strides are in elements. Nothing
/// beyond the K elements of a row of A or a column of B is read.
/// </summary>
internal unsafe struct DotProductArguments
{
    /// <summary>Element (m, k) of A lies at A[m·ARow + k].</summary>
    public float* A;
    public nint ARow;

    /// <summary>Element (k, n) of B lies at B[n·BCol + k].</summary>
    public float* B;
    public nint BCol;

    /// <summary>Element (m, n) of C lies at C[m·CRow + n·CCol]; C overlaps neither A nor B.</summary>
    public float* C;
    public nint CRow;
    public nint CCol;

    public int M;
    public int N;
    public int K;

    /// <summary>The offsets of the summed products, in order of summation; null for one at offset 0.</summary>
    public Tap* Taps;

    /// <summary>The number of <see cref="Taps"/>; zero taps store zeros. Unused without a list.</summary>
    public int TapCount;

    /// <summary>Whether the operands exceed L2, so that the data of the next taps is prefetched.</summary>
    public bool IsFar;

    /// <summary>The tile row from which two rows of a later tap are prefetched, where that tap exists, or −1.</summary>
    public int PrefetchRow;

    /// <summary>Whether the tile's columns of the same taps are prefetched.</summary>
    public bool PrefetchesColumns;

    /// <summary>Whether the result is added to C.</summary>
    public bool Accumulate;

    /// <summary>The index of this matmul, for <see cref="Epilogue"/>.</summary>
    public int Outer;

    /// <summary>
    /// (context, outer, row, rows, col, cols): called once for each finished block of C while it is in cache. A block has all N
    /// columns of some rows, and at most 1024 elements if N ≤ 128. May be null.
    /// </summary>
    public delegate* <void*, int, int, int, int, int, void> Epilogue;

    /// <summary>Passed to <see cref="Epilogue"/> unchanged.</summary>
    public void* EpilogueContext;
}
