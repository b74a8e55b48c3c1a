namespace Likeness.Compute.Cpu;

/// <summary>Rows of vectors of one head: element (position, feature) lies at Data[position · Position + feature · Feature].</summary>
internal unsafe struct HeadRows
{
    public float* Data;
    public nint Position;
    public nint Feature;

    /// <summary>The address of a position.</summary>
    public readonly float* At(int position) => Data + (position * Position);
}

/// <summary>The arguments of the attention kernels: one head of one sample, or of a vector of samples in the lanes.</summary>
internal unsafe struct AttentionArguments
{
    public HeadRows Queries;
    public HeadRows Keys;
    public HeadRows Values;

    /// <summary>Receives the weighted values.</summary>
    public HeadRows Mixed;

    /// <summary>Receives the log-sum-exp of the scores, one for each query.</summary>
    public HeadRows Sums;

    /// <summary>The total number of queries.</summary>
    public int QueryCount;

    /// <summary>The number of valid sources.</summary>
    public int SourceCount;

    /// <summary>Features of a head.</summary>
    public int Features;

    /// <summary>The scale of the query-key products.</summary>
    public float Scale;

    /// <summary>Whether a query sees no source after itself.</summary>
    public bool IsCausal;

    /// <summary>The number of sources visible to a query.</summary>
    public readonly int Seen(int query) =>
        IsCausal ? Math.Clamp(SourceCount - QueryCount + query + 1, 0, SourceCount) : SourceCount;
}
