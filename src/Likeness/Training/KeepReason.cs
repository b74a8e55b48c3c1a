namespace Likeness.Training;

/// <summary>Why a training offers its state to be saved.</summary>
internal enum KeepReason
{
    /// <summary>Some time has passed; the state lies between two points of the history.</summary>
    Step,

    /// <summary>A point was added to the history.</summary>
    Point,

    /// <summary>The training was cancelled after a step.</summary>
    Cancelled,

    /// <summary>The training is over.</summary>
    End,
}
