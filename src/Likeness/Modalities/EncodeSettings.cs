namespace Likeness.Modalities;

/// <summary>Settings of encoding.</summary>
public record EncodeSettings : TaskSettings;
