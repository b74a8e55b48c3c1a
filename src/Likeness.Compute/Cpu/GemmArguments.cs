namespace Likeness.Compute.Cpu;

/// <summary>
/// C[M, N] = Σ over taps A[M, K] · B[K, N] in float. Columns of B and C are contiguous; strides are in elements. B is read in whole
/// vectors: less than one vector beyond column N of a row, which is never used, and never written in C. Memory of <see
/// cref="AlignedBuffer"/> has that room.
/// </summary>
internal unsafe struct GemmArguments
{
    /// <summary>Element (m, k) of A lies at A[m·ARow + k·ACol].</summary>
    public float* A;
    public nint ARow;
    public nint ACol;

    /// <summary>Element (k, n) of B lies at B[k·BRow + n].</summary>
    public float* B;
    public nint BRow;

    /// <summary>Element (m, n) of C lies at C[m·CRow + n]; C overlaps neither A nor B.</summary>
    public float* C;
    public nint CRow;

    public int M;
    public int N;
    public int K;

    /// <summary>The offsets of the summed products, in order of summation; null for one at offset 0.</summary>
    public Tap* Taps;

    /// <summary>The number of <see cref="Taps"/>; zero taps store zeros. Unused without a list.</summary>
    public int TapCount;

    /// <summary>
    /// Whether sums continue from the values in C, so that a long list of taps can be split in two without another rounding. C is
    /// then read in whole vectors, as B is.
    /// </summary>
    public bool Accumulate;

    /// <summary>
    /// Whether complete sums are added to C; long sums in separate parts have a smaller rounding error. Not supported by <see
    /// cref="GemmWideTile{TLane}"/>, which computes matmuls of up to four rows, nor together with <see cref="Accumulate"/>.
    /// </summary>
    public bool Adds;

    /// <summary>This worker's scratch memory of <see cref="Gemm.ScratchFloats"/> floats; unused if that is 0.</summary>
    public float* Scratch;

    /// <summary>
    /// The distance from each element of B to the one that is used next in its position, which is prefetched; 0 for no prefetch.
    /// </summary>
    public nint Prefetch;

    /// <summary>Whether C is prefetched before it is written, because it is beyond L2.</summary>
    public bool FetchResult;

    /// <summary>The index of this matmul, for <see cref="Epilogue"/>.</summary>
    public int Outer;

    /// <summary>
    /// (context, outer, row, rows, col, cols): called once for each finished block of C while it is in cache; a block has at most
    /// <see cref="Gemm.BlockFloats"/> elements with <see cref="Gemm.EpilogueRows"/>. May be null.
    /// </summary>
    public delegate* <void*, int, int, int, int, int, void> Epilogue;

    /// <summary>
    /// The number of rows after which <see cref="Epilogue"/> is called, 0 for each tile. Several tiles amortise the cost of the
    /// call while they are in L1.
    /// </summary>
    public int EpilogueRows;

    /// <summary>
    /// (context, outer, row, rows, col, cols): called before each tile that <see cref="Epilogue"/> will process, so that it can
    /// prefetch its memory; may be null.
    /// </summary>
    public delegate* <void*, int, int, int, int, int, void> Fetch;

    /// <summary>
    /// Memory for one block, if only <see cref="Epilogue"/> reads the result: each block is written at its start, with rows <see
    /// cref="CRow"/> apart, and C is not written. Otherwise null, as with <see cref="Gemm.RestsInResult"/>.
    /// </summary>
    public float* Block;

    /// <summary>Passed to <see cref="Epilogue"/> unchanged.</summary>
    public void* EpilogueContext;
}
