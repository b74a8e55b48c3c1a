namespace Likeness.Compute.Cpu;

/// <summary>
/// C[M, N] = Σ over taps A[M, K] · B[K, N] in float, where neighbours along k are neighbours in memory in both operands; strides
/// are in elements. Nothing beyond the K elements of a row of A or a column of B is read.
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

    /// <summary>Where the products begin that are summed, in the order of summation; null for one at offset 0.</summary>
    public Tap* Taps;

    /// <summary>How many <see cref="Taps"/>; none store zeros. Unused where there is no list.</summary>
    public int TapCount;

    /// <summary>Whether the operands are more than a core's own cache holds, so that what the next taps need is asked for on the way.</summary>
    public bool IsFar;

    /// <summary>Of as many taps after each as there are, all being there: from which row of the tile on two are asked for, or −1.</summary>
    public int PrefetchRow;

    /// <summary>Of the same taps: whether the tile's columns are asked for.</summary>
    public bool PrefetchesColumns;

    /// <summary>Whether what C holds is added to.</summary>
    public bool Accumulate;

    /// <summary>Which of several products this one is, for <see cref="Epilogue"/>.</summary>
    public int Outer;

    /// <summary>(context, outer, row, rows, col, cols): called once for each finished block of C, all N columns of some rows and at most 1024 elements where N ≤ 128, while it is in cache; may be null.</summary>
    public delegate* <void*, int, int, int, int, int, void> Epilogue;

    /// <summary>Passed to <see cref="Epilogue"/> as it is.</summary>
    public void* EpilogueContext;
}
