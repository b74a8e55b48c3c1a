namespace Likeness.Compute.Cpu;

/// <summary>
/// C[m, n, lane] = Σ over taps Σ_k A[m, k, lane] · B[k, n, lane] in float: attention over few positions with the batch in the
/// lanes. Lanes are contiguous everywhere; strides are in elements. A and B are read in whole vectors: less than one vector beyond
/// the last lane, which is never used, and never written in C. Memory of <see cref="AlignedBuffer"/> has that room.
/// </summary>
internal unsafe struct LanewiseMatMulArguments
{
    /// <summary>Element (m, k, lane) of A lies at A[m·ARow + k·ACol + lane].</summary>
    public float* A;
    public nint ARow;
    public nint ACol;

    /// <summary>Element (k, n, lane) of B lies at B[k·BRow + n·BCol + lane].</summary>
    public float* B;
    public nint BRow;
    public nint BCol;

    /// <summary>Element (m, n, lane) of C lies at C[m·CRow + n·CCol + lane]; C overlaps neither A nor B.</summary>
    public float* C;
    public nint CRow;
    public nint CCol;

    public int M;
    public int N;
    public int K;
    public int Lanes;

    /// <summary>The offsets of the summed products, in order of summation; null for one at offset 0.</summary>
    public Tap* Taps;

    /// <summary>The number of <see cref="Taps"/>; zero taps store zeros. Unused without a list.</summary>
    public int TapCount;
}
