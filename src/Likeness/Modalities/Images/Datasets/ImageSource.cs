using Likeness.Data.Downloads;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>Where a dataset of images comes from.</summary>
public sealed record ImageSource
{
    /// <summary>The folder that datasets are kept in; null for <see cref="DataRoot.Resolve"/>'s choice.</summary>
    public string? DataFolder { get; init; }

    /// <summary>What fetches files that are not there; null to have their absence refused.</summary>
    public FileDownload? Download { get; init; } = new();

    /// <summary>What a generated dataset draws from: the same seed gives the same bytes.</summary>
    public ulong Seed { get; init; }
}
