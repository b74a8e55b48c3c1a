namespace Likeness.Compute.Cpu;

/// <summary>Rows of vectors of one head: element (position, feature) lies at Data[position · Position + feature · Feature].</summary>
internal unsafe struct HeadRows
{
    public float* Data;
    public nint Position;
    public nint Feature;

    /// <summary>Where a position begins.</summary>
    public readonly float* At(int position) => Data + (position * Position);
}

/// <summary>What the attention kernels work on: one head of one sample, or of a vector of samples in the lanes.</summary>
internal unsafe struct AttentionArguments
{
    public HeadRows Queries;
    public HeadRows Keys;
    public HeadRows Values;

    /// <summary>Where the mixed values go.</summary>
    public HeadRows Mixed;

    /// <summary>Where the logarithms of the sums go; one at each position.</summary>
    public HeadRows Sums;

    /// <summary>How many queries there are in all.</summary>
    public int QueryCount;

    /// <summary>How many sources are there.</summary>
    public int SourceCount;

    /// <summary>Features of a head.</summary>
    public int Features;

    /// <summary>What the products of queries and keys are multiplied by.</summary>
    public float Scale;

    /// <summary>Whether a query sees no source after itself.</summary>
    public bool IsCausal;

    /// <summary>How many sources a query sees.</summary>
    public readonly int Seen(int query) =>
        IsCausal ? Math.Clamp(SourceCount - QueryCount + query + 1, 0, SourceCount) : SourceCount;
}
