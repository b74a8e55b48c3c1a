namespace Likeness.Modalities.Audio.Data;

/// <summary>Features in time that each sample of a clip is conditioned on. van den Oord et al. 2016, arXiv:1609.03499, §2.5.</summary>
public enum LocalConditioning
{
    /// <summary>None.</summary>
    None,

    /// <summary>The loudness.</summary>
    Loudness,

    /// <summary>Whether the clip is voiced, and its pitch.</summary>
    Pitch,

    /// <summary>Both of these.</summary>
    LoudnessPitch,

    /// <summary>The energy in 40 mel bands.</summary>
    Mel,
}
