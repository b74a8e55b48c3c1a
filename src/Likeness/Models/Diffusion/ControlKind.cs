namespace Likeness.Models.Diffusion;

/// <summary>What a control network is conditioned on: a map of one channel that is computed from an image (<see cref="ControlMap"/>).</summary>
public enum ControlKind
{
    /// <summary>No control network.</summary>
    None,

    /// <summary>Pixels where the brightness changes.</summary>
    Edges,

    /// <summary>The edges of the image at half its resolution: broad strokes.</summary>
    Sketch,

    /// <summary>Pixels that are brighter than half of the range: the object, where it is brighter than its background.</summary>
    Mask,
}
