namespace Likeness.Compute.Cpu;

/// <summary>
/// C[M, N] = Σ over taps A[M, K] · B[K, N] in float. Columns of B and C are neighbours in memory; strides are in elements. B is
/// read in whole vectors: less than one vector beyond column N of a row (never used, and never written in C).
/// Memory of <see cref="AlignedBuffer"/> has that room.
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

    /// <summary>Where the products begin that are summed, in the order of summation; null for one at offset 0.</summary>
    public Tap* Taps;

    /// <summary>How many <see cref="Taps"/>; none store zeros. Unused where there is no list.</summary>
    public int TapCount;

    /// <summary>
    /// Whether sums go on from what is in C: a long list of taps may so be cut in two without another rounding. C is then read in
    /// whole vectors, as B is.
    /// </summary>
    public bool Accumulate;

    /// <summary>
    /// Whether sums, once they are whole, are added to what is in C: long sums in parts of their own round less. Not for <see cref="GemmWideTile{TLane}"/>, which
    /// takes the products of up to four rows, nor together with <see cref="Accumulate"/>.
    /// </summary>
    public bool Adds;

    /// <summary>This worker's own room of <see cref="Gemm.ScratchFloats"/> floats; unused where that is 0.</summary>
    public float* Scratch;

    /// <summary>
    /// From each element of B to the one that will be wanted in its place next: its memory is asked for on the way. 0 where none is.
    /// </summary>
    public nint Prefetch;

    /// <summary>Whether the memory of C is asked for before it is written, since it is far.</summary>
    public bool FetchResult;

    /// <summary>Which of several products this one is, for <see cref="Epilogue"/>.</summary>
    public int Outer;

    /// <summary>(context, outer, row, rows, col, cols): called once for each finished block of C, of at most <see cref="Gemm.BlockFloats"/> elements with <see cref="Gemm.EpilogueRows"/>, while it is in cache; may be null.</summary>
    public delegate* <void*, int, int, int, int, int, void> Epilogue;

    /// <summary>Rows after which <see cref="Epilogue"/> is called, at 0 after each tile: several tiles spread the cost of the call, while they are in the nearest cache.</summary>
    public int EpilogueRows;

    /// <summary>
    /// (context, outer, row, rows, col, cols): called before each tile that <see cref="Epilogue"/> will follow, so that it may ask for memory that
    /// it will need later; may be null.
    /// </summary>
    public delegate* <void*, int, int, int, int, int, void> Fetch;

    /// <summary>
    /// Where <see cref="Epilogue"/> is all that reads the product: room for one block, at whose start each block is put, its rows
    /// <see cref="CRow"/> apart; C is then not touched. Else null, as where <see cref="Gemm.RestsInResult"/>.
    /// </summary>
    public float* Block;

    /// <summary>Passed to <see cref="Epilogue"/> as it is.</summary>
    public void* EpilogueContext;
}
