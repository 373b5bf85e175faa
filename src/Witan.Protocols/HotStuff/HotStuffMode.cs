namespace Witan.Protocols.HotStuff;

/// <summary>Which member of the family runs. All share the tree of nodes, the certificates and the pacemaker.</summary>
public enum HotStuffMode
{
    /// <summary>PODC'19, Algorithm 2: prepare, pre-commit, commit and decide in one view.</summary>
    Basic,

    /// <summary>PODC'19, Algorithm 3: one phase per view, a node commits under three consecutive ones.</summary>
    Chained,

    /// <summary>DiemBFT v4 and Jolteon: a node commits under two; timeout certificates stand for the third.</summary>
    TwoChain,
}
