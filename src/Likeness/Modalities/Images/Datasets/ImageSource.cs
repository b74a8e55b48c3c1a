using Likeness.Data.Downloads;

namespace Likeness.Modalities.Images.Datasets;

/// <summary>The location of an image dataset.</summary>
public sealed record ImageSource
{
    /// <summary>The folder of published datasets; null for the default of <see cref="DataRoot.Resolve"/>.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Downloads missing files; null to refuse missing files.</summary>
    public FileDownload? Download { get; init; } = new();

    /// <summary>Whether the terms of a dataset are accepted; without that some datasets are not downloaded.</summary>
    public bool AcceptsTerms { get; init; }

    /// <summary>The seed of a generated dataset: the same seed gives the same bytes.</summary>
    public ulong Seed { get; init; }
}
